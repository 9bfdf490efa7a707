package dev.skep.api.se;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import java.util.List;

/** A committed object, as an SE describes it. Nothing in it is secret. */
public sealed interface ProvisionedObject {
  /** What it is called. */
  ObjectName name();

  /**
   * A PIN.
   *
   * @param name what it is called
   * @param terms what it must look like, and its PUK
   * @param triesLeft how many more wrong ones block it; 0 when it is blocked
   * @param isSet whether it has a value; the holder of one without sets the first
   */
  record Pin(ObjectName name, PinTerms terms, int triesLeft, boolean isSet)
      implements ProvisionedObject {}

  /**
   * A PUK.
   *
   * @param name what it is called
   * @param terms what it must look like
   * @param triesLeft how many more wrong ones block it; 0 when it is blocked for good
   */
  record Puk(ObjectName name, PukTerms terms, int triesLeft) implements ProvisionedObject {}

  /**
   * A key that was made in the SE.
   *
   * @param name what it is called
   * @param terms what it may do
   * @param publicKey SPKI in DER
   * @param certificateChain X.509 in DER, leaf first; empty while it has none
   * @param attestation the SE's signed statement (spec section 12), empty where none was asked for
   */
  record Key(
      ObjectName name,
      KeyTerms terms,
      Bytes publicKey,
      List<Bytes> certificateChain,
      Bytes attestation)
      implements ProvisionedObject {
    /** Copies the list. */
    public Key {
      certificateChain = List.copyOf(certificateChain);
    }
  }

  /**
   * A secret that was imported.
   *
   * @param name what it is called
   * @param terms what it is
   */
  record Secret(ObjectName name, SecretTerms terms) implements ProvisionedObject {}
}
