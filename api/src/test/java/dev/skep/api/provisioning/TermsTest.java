package dev.skep.api.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an issuer provisions, without its values (spec section 11). */
class TermsTest {
  private static final PinPolicy POLICY = new PinPolicy(PinFormat.NUMERIC, 4, 8, 3);
  private static final Set<KeyUsage> SIGNS = Set.of(KeyUsage.DIGITAL_SIGNATURE);
  private static final Optional<String> NO_ID = Optional.of("No Id");

  @Test
  void everyTermsHaveAnId() {
    assertThatIllegalArgumentException().isThrownBy(() -> key("", "ES256", 0, SIGNS));
    assertThatIllegalArgumentException().isThrownBy(() -> new PukTerms("", POLICY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PinTerms("", POLICY, Optional.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretTerms("", "HS256", Optional.empty(), ""));
  }

  @Test
  void whatTheyReferToHasAnIdToo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyTerms("k", "ES256", 0, SIGNS, NO_ID, "", false));
    assertThatIllegalArgumentException().isThrownBy(() -> new PinTerms("p", POLICY, NO_ID));
    assertThatIllegalArgumentException().isThrownBy(() -> new SecretTerms("s", "HS256", NO_ID, ""));
  }

  @Test
  void aKeyHasAnAlgorithmASizeAndAUsage() {
    assertThatCode(() -> key("k", "ES256", 0, SIGNS)).doesNotThrowAnyException();
    assertThatCode(() -> key("k", "PS256", 65_535, SIGNS)).doesNotThrowAnyException();
    assertThatIllegalArgumentException().isThrownBy(() -> key("k", "", 0, SIGNS));
    assertThatIllegalArgumentException().isThrownBy(() -> key("k", "ES256", -1, SIGNS));
    assertThatIllegalArgumentException().isThrownBy(() -> key("k", "ES256", 65_536, SIGNS));
    assertThatIllegalArgumentException().isThrownBy(() -> key("k", "ES256", 0, Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyTerms("k", "ES256", 0, SIGNS, Optional.empty(), "\n", false));
  }

  @Test
  void aKeyCopiesItsUsages() {
    Set<KeyUsage> usages = EnumSet.of(KeyUsage.DIGITAL_SIGNATURE);
    KeyTerms terms = key("k", "ES256", 0, usages);
    usages.add(KeyUsage.NON_REPUDIATION);
    assertThat(terms.usages()).containsExactly(KeyUsage.DIGITAL_SIGNATURE);
  }

  @Test
  void usagesHaveABitOfTheirOwnAndTheNamesOfRfc5280() {
    assertThat(KeyUsage.values()).extracting(KeyUsage::bit).containsExactly(1, 2);
    for (KeyUsage usage : KeyUsage.values()) {
      assertThat(KeyUsage.named(usage.text())).contains(usage);
    }
    assertThat(KeyUsage.named("nonRepudiation")).contains(KeyUsage.NON_REPUDIATION);
    assertThat(KeyUsage.named("digitalsignature")).isEmpty();
    assertThat(KeyUsage.named("keyCertSign")).isEmpty();
  }

  @Test
  void aSecretHasATypeWithANameAndALabel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretTerms("s", "HS 256", Optional.empty(), ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SecretTerms("s", "HS256", Optional.empty(), "\u202e"));
  }

  private static KeyTerms key(String id, String algorithm, int size, Set<KeyUsage> usages) {
    return new KeyTerms(id, algorithm, size, usages, Optional.empty(), "", true);
  }
}
