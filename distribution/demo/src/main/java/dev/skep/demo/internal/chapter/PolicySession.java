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

  private PolicySession(Stage stage, SoftwareElement element, String transport) {
    this.stage = stage;
    this.element = element;
    this.transport = transport;
  }

  /** K encrypted with RSA, attested with RSA. */
  public static PolicySession rsa(Stage stage) {
    return new PolicySession(stage, Stage.ALICE, Stage.RSA_TRANSPORT);
  }

  /** K by attested ECDH with a fresh server key, attested with ECDSA. */
  public static PolicySession ec(Stage stage) {
    return new PolicySession(stage, Stage.BOB, Stage.EC_TRANSPORT);
  }

  @Override
  public String title() {
    return "A session with " + transport + " and " + element.attestation();
  }

  @Override
  public String tell() throws Exception {
    new PolicyChange(stage).apply(Policy.of(List.of(transport), List.of(element.attestation())));
    new HonestSession(stage).complete(element, transport);
    return element.id() + " in session";
  }
}
