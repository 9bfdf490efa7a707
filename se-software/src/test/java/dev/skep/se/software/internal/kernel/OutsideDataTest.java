package dev.skep.se.software.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.OutsideDataMac;
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
    Issuer issuer = Issuer.managed(device);
    try (KernelSecurityElement element = device.openPersonalized()) {
      Visit visit = issuer.visit(element, Issuer.key("k", ""));
      for (int i = 0; i < OutsideDataMac.MAX_RECORDS; i++) {
        Answered answered =
            (Answered) element.macData(visit.handle, "scan " + i, Bytes.utf8("data " + i));
        visit.handle = answered.handle();
        assertThat(answered.records()).hasSize(1);
        check(visit, answered.records().get(0), "scan " + i, "data " + i);
        visit.takes(visit.pin("pin" + i, "1234"));
      }
      assertThatThrownBy(() -> element.macData(visit.handle, "one more", Bytes.EMPTY))
          .isInstanceOfSatisfying(
              SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
      visit.commits(visit.commit());
      assertThat(element.objects()).hasSize(9);
    }
  }

  private static void check(Visit visit, Bytes record, String label, String data) throws Exception {
    OutsideDataMac expected = new OutsideDataMac(label, Bytes.utf8(data));
    try (Opened.Content content = ServerSide.open(visit.channel, record);
        SecretBytes key = visit.server.externalKey(visit.established);
        SecretBytes mac = expected.mac(key)) {
      assertThat(content.op()).isEqualTo("data.mac");
      assertThat(OutsideDataMac.decode(content.attributes(), CborLimits.DEFAULT))
          .isEqualTo(expected);
      assertThat(content.plaintext().matches(mac)).isTrue();
    }
  }

  @Test
  void refusesLabelsAndDataOutsideTheirLimitsAndHandlesOfNoSession() throws Exception {
    Issuer issuer = Issuer.unmanaged(device);
    try (KernelSecurityElement element = device.openPersonalized()) {
      SessionHandle handle = issuer.visit(element).handle;
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
