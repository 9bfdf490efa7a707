package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.se.Visit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that was made outside the SE (spec rule R-10). */
class OutsideDataTest {
  private final Device device = new Device().suite(Device.EC);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void macsDataBetweenOtherRecordsWithoutChangingAnything(boolean wrapped) throws Exception {
    device.wrapped = wrapped;
    Issuer issuer = device.managed();
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      for (int i = 0; i < OutsideDataMac.MAX_RECORDS; i++) {
        visit.macs("scan " + i, Bytes.utf8("data " + i));
        visit.takes(visit.pin("pin" + i, "1234"));
      }
      assertThatThrownBy(() -> element.macData(visit.handle(), "one more", Bytes.EMPTY))
          .isInstanceOfSatisfying(
              SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
      visit.commits(visit.commit());
      assertThat(element.objects()).hasSize(9);
    }
  }

  @Test
  void refusesLabelsAndDataOutsideTheirLimitsAndHandlesOfNoSession() throws Exception {
    Issuer issuer = device.unmanaged();
    try (KernelSecurityElement element = device.openPersonalized()) {
      SessionHandle handle = issuer.visit(element).handle();
      assertThatThrownBy(() -> element.macData(handle, "a\nb", Bytes.EMPTY))
          .isInstanceOf(IllegalArgumentException.class);
      Bytes tooLong = Bytes.of(new byte[OutsideDataMac.MAX_BYTES + 1]);
      assertThatThrownBy(() -> element.macData(handle, "", tooLong))
          .isInstanceOf(IllegalArgumentException.class);
      SessionHandle guessed = new SessionHandle(ServerSide.random(32));
      assertThatThrownBy(() -> element.macData(guessed, "", Bytes.EMPTY))
          .hasMessage("this security element has no such session");
    }
  }
}
