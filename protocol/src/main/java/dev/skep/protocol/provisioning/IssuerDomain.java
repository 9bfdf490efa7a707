package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import java.util.Optional;

/** The domain in which the ids of an issuer's objects are unique (spec rule D-4). */
public final class IssuerDomain {
  /** The length of a domain and of a server key's hash, in bytes. */
  public static final int BYTES = 32;

  private IssuerDomain() {}

  /**
   * The domain of a session.
   *
   * @param managementKey of the request, if it names one
   * @param serverPublicKey ServerPubK, SPKI in DER
   */
  public static Bytes of(Optional<ManagementKey> managementKey, Bytes serverPublicKey) {
    LengthPrefixed input = new LengthPrefixed();
    if (managementKey.isPresent()) {
      input
          .add(Transcript.PROTOCOL + " key management")
          .add(managementKey.get().scheme())
          .add(managementKey.get().publicKey());
    } else {
      input.add(Transcript.PROTOCOL + " server key").add(serverPublicKey);
    }
    return Transcript.digest("SHA-256", input.join());
  }

  /** What an object remembers of the session that made it: SHA-256 of ServerPubK. */
  public static Bytes serverKeyHash(Bytes serverPublicKey) {
    return Transcript.digest("SHA-256", serverPublicKey);
  }
}
