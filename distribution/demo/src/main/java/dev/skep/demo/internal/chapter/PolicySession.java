package dev.skep.demo.internal.chapter;

import dev.skep.demo.internal.container.Policy;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Chapter;
import java.util.List;

/** One session with the one transport and the one attestation that the policy allows. */
public final class PolicySession implements Chapter {
  private final Stage stage;
  private final SoftwareElement element;
  private final String transport;

  private final String remark;

  private PolicySession(Stage stage, SoftwareElement element, String transport, String remark) {
    this.stage = stage;
    this.element = element;
    this.transport = transport;
    this.remark = remark;
  }

  /** K encrypted with RSA, attested with RSA. */
  public static PolicySession rsa(Stage stage) {
    return new PolicySession(
        stage,
        Stage.ALICE,
        Stage.RSA_TRANSPORT,
        "The SE makes K and encrypts it for the server's RSA key. The server makes that key when it"
            + " is first needed, which takes a second or two, and keeps it for many offers.");
  }

  /** K by attested ECDH with a fresh server key, attested with ECDSA. */
  public static PolicySession ec(Stage stage) {
    return new PolicySession(
        stage,
        Stage.BOB,
        Stage.EC_TRANSPORT,
        "K comes out of a Diffie-Hellman exchange of two fresh keys: one that the server made for"
            + " this offer only, and one that the SE made for this session and attests.");
  }

  @Override
  public String title() {
    return "A session with " + transport + " and " + element.attestation();
  }

  @Override
  public String tell() throws Exception {
    stage.narrator().say(remark);
    new PolicyChange(stage).apply(Policy.of(List.of(transport), List.of(element.attestation())));
    new HonestSession(stage).complete(element, transport);
    return element.id() + " in session";
  }
}
