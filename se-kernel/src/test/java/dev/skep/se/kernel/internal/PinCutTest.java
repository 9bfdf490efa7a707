package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Power that is cut while a PIN is tried (spec rule U-2). */
class PinCutTest {
  private final Device device = new Device().suite(Device.EC);
  private final Issuer issuer = device.managed();

  @BeforeEach
  void provision() throws Exception {
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", "pin"));
      visit.commits(visit.puk("puk", "9999"), visit.pin("pin", "1234", "puk"), visit.commit());
    }
  }

  @ParameterizedTest(name = "[{index}] {0} at store {1}, done: {2}, tries left {3}")
  @DisplayName("attack 66: a cut between counter, compare and restore costs a try, never gains one")
  @CsvSource({
    "1234, 0, false, 3",
    "1234, 0, true, 2",
    "1234, 1, false, 2",
    "1234, 1, true, 3",
    "0000, 0, false, 3",
    "0000, 0, true, 2",
  })
  void cutCostsATryAtMost(String value, int store, boolean done, int left) throws Exception {
    cut(value, store, done);
    assertThat(triesLeft()).isEqualTo(left);
    device.replaced = null;
    try (KernelSecurityElement element = device.open()) {
      assertThat(sign(element, "1234")).isInstanceOf(UseResult.Done.class);
    }
  }

  @Test
  @DisplayName("attack 66: cutting the power after each guess does not give more guesses")
  void cutAfterEachGuessBlocksAllTheSame() throws Exception {
    for (int i = 0; i < 3; i++) {
      cut("000" + i, 0, true);
    }
    assertThat(triesLeft()).isZero();
    device.replaced = null;
    try (KernelSecurityElement element = device.open()) {
      assertThat(sign(element, "1234")).isEqualTo(new UseResult.Blocked());
    }
  }

  @ParameterizedTest
  @DisplayName("attack 66: a change of the PIN is there as a whole, with its tries, or not at all")
  @CsvSource({"0, false, 1234", "0, true, 1234", "1, false, 1234", "1, true, 5678"})
  void changeIsAllOrNothing(int store, boolean done, String good) throws Exception {
    for (boolean byPuk : new boolean[] {false, true}) {
      provision();
      CutStorage storage = new CutStorage(device.storage);
      device.replaced = storage;
      KernelSecurityElement element = device.open();
      storage.cutAfter(store, done);
      assertThatThrownBy(() -> change(element, byPuk)).isInstanceOf(PowerCut.class);
      device.replaced = null;
      try (KernelSecurityElement again = device.open()) {
        assertThat(sign(again, good)).isInstanceOf(UseResult.Done.class);
      }
    }
  }

  private void change(KernelSecurityElement element, boolean byPuk) throws Exception {
    try (SecretBytes pin = Visit.secret("1234");
        SecretBytes puk = Visit.secret("9999");
        SecretBytes next = Visit.secret("5678")) {
      UseResult result =
          byPuk
              ? element.unblock(name("pin"), puk, next)
              : element.changePin(name("pin"), Optional.of(pin), next);
      assertThat(result).isNull();
    }
  }

  private void cut(String value, int store, boolean done) {
    CutStorage storage = new CutStorage(device.storage);
    device.replaced = storage;
    KernelSecurityElement element = device.open();
    storage.cutAfter(store, done);
    assertThatThrownBy(() -> sign(element, value)).isInstanceOf(PowerCut.class);
  }

  private int triesLeft() throws Exception {
    device.replaced = null;
    try (KernelSecurityElement element = device.open()) {
      return element.objects().stream()
          .filter(ProvisionedObject.Pin.class::isInstance)
          .mapToInt(object -> ((ProvisionedObject.Pin) object).triesLeft())
          .sum();
    }
  }

  private UseResult sign(KernelSecurityElement element, String value) throws Exception {
    try (SecretBytes pin = Visit.secret(value)) {
      return element.sign(name("k"), Optional.of(pin), Bytes.utf8("a document"));
    }
  }

  private ObjectName name(String id) {
    return new ObjectName(issuer.domain().toHex().substring(0, 8), id);
  }
}
