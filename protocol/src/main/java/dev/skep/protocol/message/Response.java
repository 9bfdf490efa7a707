package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.List;

/**
 * What the SE made, brought to the server (spec 5.3).
 *
 * @param token of the offer, unchanged
 * @param suite the choices made
 * @param seNonce 32 bytes
 * @param encapsulatedKey EK
 * @param attestation AK
 * @param certificateChain SE_Cert, X.509 in DER, leaf first, 1 to 8
 * @param records early records, encoded
 */
public record Response(
    Bytes token,
    Suite suite,
    Bytes seNonce,
    Bytes encapsulatedKey,
    Bytes attestation,
    List<Bytes> certificateChain,
    List<Bytes> records) {
  /** The longest chain, in certificates. */
  public static final int MAX_CHAIN = 8;

  /** The most records in one message. */
  public static final int MAX_RECORDS = 256;

  /** Copies the lists. */
  public Response {
    certificateChain = List.copyOf(certificateChain);
    records = List.copyOf(records);
  }

  /** The message's only encoding. */
  public Bytes encode() {
    return new MapWriter()
        .bytes(1, token)
        .texts(2, List.of(suite.transport(), suite.attestation(), suite.kdf(), suite.cipher()))
        .bytes(3, seNonce)
        .bytes(4, encapsulatedKey)
        .bytes(5, attestation)
        .byteStrings(6, certificateChain)
        .byteStrings(7, records)
        .encode();
  }

  /**
   * Parses a response.
   *
   * @throws MalformedMessageException if it is none
   */
  public static Response decode(Bytes message, CborLimits limits) throws MalformedMessageException {
    MapReader map = MapReader.of(message, limits);
    int maximum = limits.maximumBytes();
    Response response =
        new Response(
            map.bytes(1, 1, maximum),
            suite(map.array(2, 4)),
            map.bytes(3, Offer.NONCE_BYTES, Offer.NONCE_BYTES),
            map.bytes(4, 1, maximum),
            map.bytes(5, 1, maximum),
            map.byteStrings(6, MAX_CHAIN, maximum),
            map.byteStrings(7, MAX_RECORDS, maximum));
    map.end();
    if (response.certificateChain().isEmpty()) {
      throw new MalformedMessageException("M-12", "no certificate");
    }
    return response;
  }

  private static Suite suite(List<CborItem> names) throws MalformedMessageException {
    if (names.size() != 4) {
      throw new MalformedMessageException("M-12", "a suite is four names");
    }
    return new Suite(
        MapReader.asName(2, names.get(0)),
        MapReader.asName(2, names.get(1)),
        MapReader.asName(2, names.get(2)),
        MapReader.asName(2, names.get(3)));
  }
}
