package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.message.Offer;
import java.util.SortedMap;

/**
 * What an SE says of a key that it made (spec rule KA-1). The record that carries it makes it
 * authentic for the server; a signature by SE_PrivK, where one was asked for, for everybody.
 *
 * @param terms every attribute that the key was made with
 * @param publicKey SPKI in DER, 1 to 16384 bytes
 * @param sessionId in which session
 * @param domain of which issuer (spec rule D-4)
 * @param serverKeyHash SHA-256 of ServerPubK
 */
public record KeyStatement(
    KeyTerms terms, Bytes publicKey, Bytes sessionId, Bytes domain, Bytes serverKeyHash) {
  /** The version of the format. */
  public static final long VERSION = 1;

  private static final int MAX_KEY_BYTES = 16_384;
  private static final Bytes TAG =
      Bytes.concat(Bytes.utf8(Transcript.PROTOCOL + " key attestation"), Bytes.of(new byte[1]));

  /** Checks the sizes. */
  public KeyStatement {
    if (publicKey.length() < 1 || publicKey.length() > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a public key has 1 to " + MAX_KEY_BYTES + " bytes");
    }
    if (sessionId.length() != Offer.SESSION_ID_BYTES
        || domain.length() != IssuerDomain.BYTES
        || serverKeyHash.length() != IssuerDomain.BYTES) {
      throw new IllegalArgumentException("a session id has 16 bytes, a domain and a hash have 32");
    }
  }

  /** The statement's only encoding. */
  public Bytes encode() {
    SortedMap<Long, CborItem> fields = KeyTemplates.fields(terms);
    fields.put(9L, new ByteString(publicKey));
    fields.put(10L, new ByteString(sessionId));
    fields.put(11L, new ByteString(domain));
    fields.put(12L, new ByteString(serverKeyHash));
    fields.put(13L, new Unsigned(VERSION));
    return Cbor.encode(new IntMap(fields));
  }

  /**
   * Parses a statement.
   *
   * @throws MalformedMessageException if it is none, or of another version
   */
  public static KeyStatement decode(Bytes statement, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(statement, limits);
    if (map.unsigned(13) != VERSION) {
      throw new MalformedMessageException("KA-1", "not version " + VERSION);
    }
    KeyStatement parsed =
        new KeyStatement(
            KeyTemplates.read(map),
            map.bytes(9, 1, MAX_KEY_BYTES),
            map.bytes(10, Offer.SESSION_ID_BYTES, Offer.SESSION_ID_BYTES),
            map.bytes(11, IssuerDomain.BYTES, IssuerDomain.BYTES),
            map.bytes(12, IssuerDomain.BYTES, IssuerDomain.BYTES));
    map.end();
    return parsed;
  }

  /**
   * What SE_PrivK signs: {@code "SKEP/1 key attestation" ‖ 00 ‖ statement} (spec rule KA-2).
   *
   * @param encodedStatement byte for byte as it is passed on
   */
  public static Bytes message(Bytes encodedStatement) {
    return Bytes.concat(TAG, encodedStatement);
  }
}
