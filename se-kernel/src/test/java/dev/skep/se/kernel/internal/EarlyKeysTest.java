package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.testkit.se.Calls;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys whose server never comes back (spec rules P-6, P-7, U-1). */
class EarlyKeysTest {
  private final Device device = new Device().suite(Device.EC);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 64: keys that are never confirmed are unusable, go, and write nothing")
  void keysThatAreNeverConfirmedAreNotThere(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer issuer = device.unmanaged();
    ObjectName name = new ObjectName(issuer.domain().toHex().substring(0, 8), "k");
    try (KernelSecurityElement element = device.openPersonalized()) {
      byte[] before = device.storage.content();
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      visit.takes(visit.pin("pin", "1234"), visit.certificate("k", 0));
      assertThat(element.objects()).isEmpty();
      assertThatThrownBy(() -> element.sign(name, Optional.empty(), Bytes.EMPTY))
          .hasMessageContaining("there is no");
      assertThat(device.storage.content()).isEqualTo(before);
      element.abort(visit.handle());
      Calls.noSuchSession(element, visit.handle(), visit.commit());
      Visit reset = issuer.visit(element, Issuer.key("k", ""));
      element.close();
      try (KernelSecurityElement again = device.open()) {
        Calls.noSuchSession(again, reset.handle(), reset.commit());
        assertThat(again.objects()).isEmpty();
      }
      assertThat(device.storage.content()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @DisplayName("attack 64: provisional objects have a quota that abort, time and failure give back")
  void provisionalObjectsHaveAQuota(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    device.objectQuota = 2;
    Issuer issuer = device.unmanaged();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit first = issuer.visit(element, Issuer.key("a", ""), Issuer.key("b", ""));
      full(issuer, element);
      element.abort(first.handle());
      issuer.visit(element, Issuer.key("a", ""), Issuer.key("b", ""));
      full(issuer, element);
      device.nanos.addAndGet(Duration.ofSeconds(300).toNanos());
      Visit failed = issuer.visit(element, Issuer.key("a", ""));
      failed.takes(failed.pin("p", "1234"));
      failed.closes(failed.pin("q", "1234"));
      Visit last = issuer.visit(element, Issuer.key("a", ""), Issuer.key("b", ""));
      last.commits(last.commit());
      assertThat(issuer.visit(element, Issuer.key("c", ""), Issuer.key("d", ""))).isNotNull();
      assertThat(element.objects()).hasSize(2);
    }
  }

  private static void full(Issuer issuer, KernelSecurityElement element) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> issuer.visit(element, Issuer.key("one-more", "")))
          .isInstanceOfSatisfying(
              SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
          .hasMessageContaining("no room for the key one-more")
          .hasMessageContaining("object.quota");
    }
  }
}
