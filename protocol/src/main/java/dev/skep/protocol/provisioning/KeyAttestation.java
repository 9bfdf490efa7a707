package dev.skep.protocol.provisioning;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.Response;
import java.util.List;

/**
 * A key attestation that stands on its own: who has the device CA's certificate can verify that a
 * key was made inside a genuine SE (spec rule KA-3).
 *
 * @param statement an encoded {@link KeyStatement}, byte for byte as it was signed
 * @param scheme the SE's attestation scheme
 * @param signature by SE_PrivK over {@link KeyStatement#message}
 * @param certificateChain SE_Cert, X.509 in DER, leaf first, 1 to 8
 */
public record KeyAttestation(
    Bytes statement, String scheme, Bytes signature, List<Bytes> certificateChain) {
  /** The label of its PEM form (RFC 7468). */
  public static final String PEM_LABEL = "SKEP KEY ATTESTATION";

  /** Copies the list and checks the parts. */
  public KeyAttestation {
    AlgorithmNames.check(scheme);
    certificateChain = List.copyOf(certificateChain);
    CertificateInstallation.checkChain(certificateChain);
    if (statement.length() == 0 || signature.length() == 0) {
      throw new IllegalArgumentException("neither a statement nor a signature is empty");
    }
  }

  /** The only encoding. */
  public Bytes encode() {
    return new MapWriter()
        .bytes(1, statement)
        .text(2, scheme)
        .bytes(3, signature)
        .byteStrings(4, certificateChain)
        .encode();
  }

  /**
   * Parses an attestation; verifies nothing.
   *
   * @throws MalformedMessageException if it is none
   */
  public static KeyAttestation decode(Bytes encoded, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(encoded, limits);
    int maximum = limits.maximumBytes();
    Bytes statement = map.bytes(1, 1, maximum);
    String scheme = map.name(2);
    Bytes signature = map.bytes(3, 1, maximum);
    List<Bytes> chain = map.byteStrings(4, Response.MAX_CHAIN, maximum);
    map.end();
    if (chain.isEmpty()) {
      throw new MalformedMessageException("M-12", "no certificate");
    }
    return new KeyAttestation(statement, scheme, signature, chain);
  }
}
