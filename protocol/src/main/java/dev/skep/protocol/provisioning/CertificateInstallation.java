package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.ObjectIds;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.Response;
import java.util.List;

/**
 * The attributes of {@code certificate.install} (spec rule D-8).
 *
 * @param keyId whose certificate it is
 * @param chain X.509 in DER, leaf first, 1 to 8
 */
public record CertificateInstallation(String keyId, List<Bytes> chain) {
  /** Copies the list and checks the parts. */
  public CertificateInstallation {
    ObjectIds.check(keyId);
    chain = List.copyOf(chain);
    checkChain(chain);
  }

  static void checkChain(List<Bytes> chain) {
    if (chain.isEmpty() || chain.size() > Response.MAX_CHAIN || chain.contains(Bytes.EMPTY)) {
      throw new IllegalArgumentException("a chain has 1 to 8 certificates, none of them empty");
    }
  }

  /** The only encoding. */
  public Bytes encode() {
    return new MapWriter().text(1, keyId).byteStrings(2, chain).encode();
  }

  /**
   * Parses the attributes, not the certificates in them.
   *
   * @throws MalformedMessageException if they are none
   */
  public static CertificateInstallation decode(Bytes attributes, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    String keyId = map.objectId(1);
    List<Bytes> chain = map.byteStrings(2, Response.MAX_CHAIN, limits.maximumBytes());
    map.end();
    if (chain.isEmpty()) {
      throw new MalformedMessageException("M-12", "no certificate");
    }
    return new CertificateInstallation(keyId, chain);
  }
}
