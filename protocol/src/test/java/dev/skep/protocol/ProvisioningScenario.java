package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.protocol.provisioning.ProvisioningTypes;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.testkit.vectors.Scenario;
import java.util.ArrayList;
import java.util.List;

/**
 * A scenario of the kind {@code provisioning}: all records of one session, with the checks of both
 * ends.
 */
final class ProvisioningScenario {
  private final Scenario scenario;
  private final HandshakeScenario handshake;

  /** What a record says, once opened. */
  record Content(String op, Bytes attributes, Bytes plaintext) {}

  ProvisioningScenario(Scenario scenario) {
    this.scenario = scenario;
    handshake = new HandshakeScenario(scenario);
  }

  /** {@code accept}, or {@code reject} with the first rule that is broken. */
  String outcome() throws Exception {
    String established = handshake.established();
    if (!established.equals("accept")) {
      return established;
    }
    try {
      return provisioned();
    } catch (MalformedMessageException e) {
      return "reject " + e.rejection().rule();
    }
  }

  private String provisioned() throws Exception {
    Bytes encoded = Offer.decode(scenario.bytes("offer"), CborLimits.DEFAULT).request();
    assertThat(encoded).isEqualTo(scenario.bytes("request"));
    ProvisioningRequest request = ProvisioningRequest.decode(encoded, CborLimits.DEFAULT);
    Bytes domain = IssuerDomain.of(request.managementKey(), scenario.bytes("serverPublicKey"));
    assertThat(domain).isEqualTo(scenario.bytes("domain"));
    List<Content> ofServer = opened("server", Direction.SERVER_TO_SE);
    List<Content> ofSe = opened("se", Direction.SE_TO_SERVER);
    if (!new ScenarioKeys(scenario, handshake.leafKey()).areAsAskedFor(request, domain, ofSe)) {
      return "reject D-7";
    }
    checkAttributes(ofServer);
    String refused =
        new ScenarioCommit(scenario, request, encoded).verdict(ofServer.get(ofServer.size() - 1));
    return refused.isEmpty() ? answers(ofSe, ofServer) : refused;
  }

  private List<Content> opened(String end, Direction direction) {
    List<Content> contents = new ArrayList<>();
    try (RecordChannel from = handshake.channel(direction);
        RecordChannel to = handshake.channel(direction.reverse())) {
      for (int i = 0; scenario.find(end + "." + i + ".op").isPresent(); i++) {
        contents.add(sealedAndOpened(end + "." + i + ".", from, to));
      }
    }
    return contents;
  }

  private Content sealedAndOpened(String prefix, RecordChannel from, RecordChannel to) {
    Content expected =
        new Content(
            scenario.text(prefix + "op"),
            scenario.bytes(prefix + "attributes"),
            scenario.bytes(prefix + "plaintext"));
    try (SecretBytes plaintext = SecretBytes.adopt(expected.plaintext().toArray())) {
      Bytes sealed = from.seal(expected.op(), expected.attributes(), plaintext);
      assertThat(sealed).isEqualTo(scenario.bytes(prefix + "record"));
      if (scenario.find(prefix + "change").isPresent()) {
        assertThat(Receipt.change(expected.op(), expected.attributes(), plaintext))
            .isEqualTo(scenario.bytes(prefix + "change"));
      }
    }
    Opened opened = to.open(scenario.bytes(prefix + "record"), CborLimits.DEFAULT);
    assertThat(opened).isInstanceOf(Opened.Content.class);
    try (Opened.Content content = (Opened.Content) opened) {
      Bytes plaintext = content.plaintext().use(Bytes::of);
      assertThat(new Content(content.op(), content.attributes(), plaintext)).isEqualTo(expected);
    }
    return expected;
  }

  /** Each op's attributes are read and written by the type of the same name. */
  private static void checkAttributes(List<Content> contents) throws MalformedMessageException {
    for (Content content : contents) {
      if (content.attributes().length() > 0) {
        String type = content.op().replace('.', '-');
        Bytes again =
            ProvisioningTypes.named(type)
                .orElseThrow()
                .parser()
                .apply(content.attributes(), CborLimits.DEFAULT);
        assertThat(again).isEqualTo(content.attributes());
      }
    }
  }

  /** R-10 and P-3. */
  private String answers(List<Content> ofSe, List<Content> ofServer) throws Exception {
    if (!new ScenarioOutsideData(scenario).isAuthentic(ofSe)) {
      return "reject R-10";
    }
    List<Bytes> changes = new ArrayList<>();
    for (String end : List.of("se", "server")) {
      int records = end.equals("se") ? ofSe.size() : ofServer.size();
      for (int i = 0; i < records; i++) {
        scenario.find(end + "." + i + ".change").map(Bytes::hex).ifPresent(changes::add);
      }
    }
    assertThat(changes).hasSize(Integer.parseInt(scenario.text("changes")));
    try (SecretBytes receipt = Receipt.of(changes)) {
      Bytes expected = receipt.use(Bytes::of);
      assertThat(expected).isEqualTo(scenario.bytes("receipt"));
      Content last = new Content(Operations.COMMITTED, Bytes.EMPTY, expected);
      return ofSe.get(ofSe.size() - 1).equals(last) ? "accept" : "reject P-3";
    }
  }
}
