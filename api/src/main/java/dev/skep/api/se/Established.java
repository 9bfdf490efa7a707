package dev.skep.api.se;

import dev.skep.api.Bytes;
import java.util.List;

/**
 * What the atomic step gave (spec section 5). Nothing in it is secret.
 *
 * @param handle HK, for the calls that follow
 * @param seNonce 32 bytes
 * @param encapsulatedKey EK
 * @param attestation AK
 * @param certificateChain SE_Cert, X.509 in DER, leaf first
 * @param records early records, CBOR, possibly none
 */
public record Established(
    SessionHandle handle,
    Bytes seNonce,
    Bytes encapsulatedKey,
    Bytes attestation,
    List<Bytes> certificateChain,
    List<Bytes> records) {
  /** Copies the lists. */
  public Established {
    certificateChain = List.copyOf(certificateChain);
    records = List.copyOf(records);
  }
}
