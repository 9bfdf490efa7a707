package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.ProvisioningScenario.Content;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.testkit.vectors.Scenario;
import java.util.List;

/**
 * The server's check of the MACs over outside data in a scenario (spec rule R-10).
 *
 * @param scenario of the kind {@code provisioning}
 */
record ScenarioOutsideData(Scenario scenario) {
  boolean isAuthentic(List<Content> ofSe) throws MalformedMessageException {
    List<Content> macs =
        ofSe.stream().filter(content -> content.op().equals(Operations.DATA_MAC)).toList();
    for (Content mac : macs) {
      OutsideDataMac data = OutsideDataMac.decode(mac.attributes(), CborLimits.DEFAULT);
      assertThat(data.encode()).isEqualTo(mac.attributes());
      try (SecretBytes key = SecretBytes.adopt(scenario.bytes("externalKey").toArray());
          SecretBytes computed = data.mac(key)) {
        if (!computed.use(Bytes::of).equals(mac.plaintext())) {
          return false;
        }
      }
    }
    return macs.size() <= OutsideDataMac.MAX_RECORDS;
  }
}
