package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.UseResult;
import dev.skep.api.se.UseResult.Blocked;
import dev.skep.api.se.UseResult.Done;
import dev.skep.api.se.UseResult.NotSet;
import dev.skep.api.se.UseResult.Unfit;
import dev.skep.api.se.UseResult.Wrong;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the holder does with committed objects (spec section 13). */
class HolderUseTest {
  private static final Bytes MESSAGE = Bytes.utf8("a document");
  private static final String HMAC_KEY = "0123456789abcdef0123456789abcdef";

  private final Device device = new Device().suite(Device.EC);
  private final Issuer issuer = device.managed();
  private final KernelSecurityElement element = device.openPersonalized();
  private Bytes publicKey;

  @BeforeEach
  void provision() throws Exception {
    Visit visit =
        issuer.visit(
            element, Issuer.key("k", "pin"), Issuer.key("free", ""), Issuer.key("late", "own"));
    publicKey = visit.statement(0).publicKey();
    visit.commits(
        visit.puk("puk", "11111111"),
        visit.pin("pin", "1234", "puk"),
        visit.pin("own", ""),
        visit.secret("mac", SecretTerms.HS256, "pin", HMAC_KEY),
        visit.secret("blob", SecretTerms.OPAQUE, "", "x"),
        visit.commit());
  }

  @AfterEach
  void close() {
    element.close();
  }

  @Test
  void signsAWholeMessageWithThePinAndAtOnceWithoutOne() throws Exception {
    UseResult result = sign("k", "1234");
    assertThat(scheme().verify(scheme().decodePublicKey(publicKey), MESSAGE, output(result)))
        .isTrue();
    assertThat(element.sign(name("free"), Optional.empty(), MESSAGE)).isInstanceOf(Done.class);
    assertThat(sign("free", "9999")).isInstanceOf(Done.class);
  }

  @Test
  void authenticatesWithAnHs256Secret() throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HMAC_KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    try (SecretBytes pin = Visit.secret("1234");
        SecretBytes wrong = Visit.secret("4321")) {
      assertThat(output(element.authenticate(name("mac"), Optional.of(pin), MESSAGE)))
          .isEqualTo(Bytes.of(mac.doFinal(MESSAGE.toArray())));
      assertThat(element.authenticate(name("mac"), Optional.of(wrong), MESSAGE))
          .isEqualTo(new Wrong(2));
    }
    refuses(() -> element.authenticate(name("blob"), Optional.empty(), MESSAGE), "no key for");
    refuses(() -> element.authenticate(name("k"), Optional.empty(), MESSAGE), "there is no");
  }

  @Test
  void wrongPinsCountDownAndBlockAndARightOneRestores() throws Exception {
    assertThat(sign("k", "0000")).isEqualTo(new Wrong(2));
    assertThat(sign("k", "12345678")).isEqualTo(new Wrong(1));
    assertThat(sign("k", "1234")).isInstanceOf(Done.class);
    assertThat(pin("pin").triesLeft()).isEqualTo(3);
    for (int left = 2; left >= 0; left--) {
      assertThat(sign("k", "0000")).isEqualTo(new Wrong(left));
    }
    byte[] stored = device.storage.content();
    assertThat(sign("k", "1234")).isEqualTo(new Blocked());
    assertThat(change("pin", "1234", "5678")).isEqualTo(new Blocked());
    assertThat(device.storage.content()).isEqualTo(stored);
  }

  @Test
  void refusesToUseAProtectedObjectWithoutAPinAndCountsNothing() throws Exception {
    refuses(() -> element.sign(name("k"), Optional.empty(), MESSAGE), "takes its PIN pin");
    refuses(() -> element.authenticate(name("mac"), Optional.empty(), MESSAGE), "takes its PIN");
    assertThat(pin("pin").triesLeft()).isEqualTo(3);
  }

  @Test
  void missingAlgorithmCostsNoTry() throws Exception {
    AttestationScheme es256 = scheme();
    device.catalogue.remove(es256, Duration.ofSeconds(1));
    refuses(() -> sign("k", "0000"), "ES256 is not installed, so k cannot sign");
    device.catalogue.add(AttestationScheme.class, es256, 0);
    assertThat(pin("pin").triesLeft()).isEqualTo(3);
  }

  @Test
  @DisplayName("attack 68: a signature that a fault spoiled never leaves")
  void signatureThatCameOutWrongNeverLeaves() throws Exception {
    device.catalogue.add(AttestationScheme.class, new FaultyScheme(scheme()), 100);
    refuses(() -> sign("k", "1234"), "the signature came out wrong and was thrown away");
  }

  @Test
  void changesAPinForItsHolderOnly() throws Exception {
    assertThat(change("pin", "0000", "5678")).isEqualTo(new Wrong(2));
    assertThat(change("pin", "1234", "5678")).isInstanceOf(Done.class);
    assertThat(sign("k", "1234")).isEqualTo(new Wrong(2));
    assertThat(sign("k", "5678")).isInstanceOf(Done.class);
    assertThat(change("pin", "5678", "56")).isEqualTo(new Unfit());
    assertThat(change("pin", "0000", "56a8")).isEqualTo(new Unfit());
    assertThat(pin("pin").triesLeft()).isEqualTo(3);
    refuses(() -> change("pin", "", "1111"), "has a value");
    refuses(() -> change("nopin", "1234", "5678"), "there is no");
    refuses(() -> change("puk", "11111111", "5678"), "there is no");
  }

  @Test
  void pinWithoutAValueIsSetByItsHolderBeforeAnythingElse() throws Exception {
    assertThat(pin("own").isSet()).isFalse();
    assertThat(sign("late", "0000")).isEqualTo(new NotSet());
    assertThat(change("own", "0000", "1111")).isEqualTo(new NotSet());
    assertThat(change("own", "", "11")).isEqualTo(new Unfit());
    assertThat(change("own", "", "1111")).isInstanceOf(Done.class);
    assertThat(pin("own").isSet()).isTrue();
    assertThat(sign("late", "1111")).isInstanceOf(Done.class);
    refuses(() -> change("own", "", "2222"), "has a value");
  }

  @Test
  void pukUnblocksAndIsCountedItself() throws Exception {
    for (int i = 0; i < 3; i++) {
      sign("k", "0000");
    }
    assertThat(unblock("pin", "22222222", "5678")).isEqualTo(new Wrong(2));
    assertThat(unblock("pin", "11111111", "567")).isEqualTo(new Unfit());
    assertThat(unblock("pin", "11111111", "5678")).isInstanceOf(Done.class);
    assertThat(sign("k", "5678")).isInstanceOf(Done.class);
    for (int left = 2; left >= 0; left--) {
      assertThat(unblock("pin", "22222222", "1234")).isEqualTo(new Wrong(left));
    }
    assertThat(unblock("pin", "11111111", "1234")).isEqualTo(new Blocked());
    assertThat(sign("k", "5678")).isInstanceOf(Done.class);
    refuses(() -> unblock("own", "11111111", "1234"), "has no PUK");
  }

  @Test
  void countersAndValuesOutliveARestart() throws Exception {
    sign("k", "0000");
    change("own", "", "1111");
    element.close();
    try (KernelSecurityElement again = device.open();
        SecretBytes own = Visit.secret("1111");
        SecretBytes wrong = Visit.secret("0000")) {
      assertThat(again.sign(name("k"), Optional.of(wrong), MESSAGE)).isEqualTo(new Wrong(1));
      assertThat(again.sign(name("late"), Optional.of(own), MESSAGE)).isInstanceOf(Done.class);
    }
  }

  @Test
  void nothingIsComparedWhenTheCounterCannotBeStored() throws Exception {
    device.storage.failFromNowOn(true);
    for (String value : new String[] {"1234", "0000"}) {
      assertThatThrownBy(() -> sign("k", value))
          .isInstanceOfSatisfying(
              SecurityElementException.class,
              e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
    }
    device.storage.failFromNowOn(false);
    assertThat(sign("k", "0000")).isEqualTo(new Wrong(2));
  }

  @Test
  void nameIsTheDomainsBeginningAndTheId() throws Exception {
    refuses(() -> element.sign(new ObjectName("00000000", "k"), Optional.empty(), MESSAGE), "no");
    String whole = issuer.domain().toHex();
    assertThat(element.sign(new ObjectName(whole, "free"), Optional.empty(), MESSAGE))
        .isInstanceOf(Done.class);
    refuses(() -> element.sign(name("pin"), Optional.empty(), MESSAGE), "of that kind");
  }

  private static Bytes output(UseResult result) {
    assertThat(result).isInstanceOf(Done.class);
    return ((Done) result).output();
  }

  private AttestationScheme scheme() {
    try (Lease<AttestationScheme> lease =
        device.catalogue.lease(AttestationScheme.class, "ES256", Duration.ZERO).orElseThrow()) {
      return lease.get();
    }
  }

  private UseResult sign(String key, String value) throws SecurityElementException {
    try (SecretBytes pin = Visit.secret(value)) {
      return element.sign(name(key), Optional.of(pin), MESSAGE);
    }
  }

  private UseResult change(String pin, String current, String next)
      throws SecurityElementException {
    try (SecretBytes old = Visit.secret(current);
        SecretBytes value = Visit.secret(next)) {
      return element.changePin(
          name(pin), Optional.of(old).filter(given -> given.length() > 0), value);
    }
  }

  private UseResult unblock(String pin, String puk, String next) throws SecurityElementException {
    try (SecretBytes by = Visit.secret(puk);
        SecretBytes value = Visit.secret(next)) {
      return element.unblock(name(pin), by, value);
    }
  }

  private ProvisionedObject.Pin pin(String id) throws SecurityElementException {
    return element.objects().stream()
        .filter(object -> object.name().id().equals(id))
        .map(ProvisionedObject.Pin.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private ObjectName name(String id) {
    return new ObjectName(issuer.domain().toHex().substring(0, 8), id);
  }

  private static void refuses(ThrowingCallable call, String because) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
        .hasMessageContaining(because);
  }
}
