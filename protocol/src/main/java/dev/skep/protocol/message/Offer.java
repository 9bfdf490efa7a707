package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a server offers (spec 5.1). Each list is in the server's order of preference.
 *
 * @param sessionId 16 bytes, made by the server
 * @param serverNonce 32 bytes, made by the server
 * @param issuedAtSeconds Unix time
 * @param lifetimeSeconds how long a response is taken
 * @param issuer the issuer's URI, ASCII, up to 256 characters
 * @param transports the key transports, each with its key
 * @param attestations names
 * @param kdfs names
 * @param ciphers names
 * @param request the issuer's request for this session, possibly empty
 */
public record Offer(
    Bytes sessionId,
    Bytes serverNonce,
    long issuedAtSeconds,
    long lifetimeSeconds,
    String issuer,
    List<TransportKey> transports,
    List<String> attestations,
    List<String> kdfs,
    List<String> ciphers,
    Bytes request) {
  /** The version of the protocol that this code speaks. */
  public static final long VERSION = 1;

  /** The length of a session id, in bytes. */
  public static final int SESSION_ID_BYTES = 16;

  /** The length of either side's nonce, in bytes. */
  public static final int NONCE_BYTES = 32;

  private static final int MAX_NAMES = 64;

  /** Copies the lists. */
  public Offer {
    transports = List.copyOf(transports);
    attestations = List.copyOf(attestations);
    kdfs = List.copyOf(kdfs);
    ciphers = List.copyOf(ciphers);
  }

  /**
   * One transport of an offer.
   *
   * @param transport its name
   * @param keyId names the key among the server's, 1 to 32 bytes
   * @param publicKey ServerPubK, SPKI in DER
   */
  public record TransportKey(String transport, Bytes keyId, Bytes publicKey) {}

  /** The key of one transport, if it is offered. */
  public Optional<TransportKey> transport(String name) {
    return transports.stream().filter(key -> key.transport().equals(name)).findFirst();
  }

  /** Whether all four choices are in the lists (spec rule S-4). */
  public boolean offers(Suite suite) {
    return transport(suite.transport()).isPresent()
        && attestations.contains(suite.attestation())
        && kdfs.contains(suite.kdf())
        && ciphers.contains(suite.cipher());
  }

  /** The message's only encoding. */
  public Bytes encode() {
    List<CborItem> keys =
        transports.stream()
            .<CborItem>map(
                key ->
                    new Array(
                        List.of(
                            new Text(key.transport()),
                            new ByteString(key.keyId()),
                            new ByteString(key.publicKey()))))
            .toList();
    return new MapWriter()
        .unsigned(1, VERSION)
        .bytes(2, sessionId)
        .bytes(3, serverNonce)
        .unsigned(4, issuedAtSeconds)
        .unsigned(5, lifetimeSeconds)
        .text(6, issuer)
        .item(7, new Array(keys))
        .texts(8, attestations)
        .texts(9, kdfs)
        .texts(10, ciphers)
        .bytes(11, request)
        .encode();
  }

  /**
   * Parses an offer.
   *
   * @throws MalformedMessageException if it is none, or of another version
   */
  public static Offer decode(Bytes message, CborLimits limits) throws MalformedMessageException {
    MapReader map = MapReader.of(message, limits);
    if (map.unsigned(1) != VERSION) {
      throw new MalformedMessageException("M-14", "not version " + VERSION);
    }
    Offer offer =
        new Offer(
            map.bytes(2, SESSION_ID_BYTES, SESSION_ID_BYTES),
            map.bytes(3, NONCE_BYTES, NONCE_BYTES),
            map.unsigned(4),
            map.unsigned(5),
            map.ascii(6, 256),
            transports(map.array(7, MAX_NAMES)),
            map.names(8, MAX_NAMES),
            map.names(9, MAX_NAMES),
            map.names(10, MAX_NAMES),
            map.bytes(11, 0, limits.maximumBytes()));
    map.end();
    if (Stream.of(offer.transports(), offer.attestations(), offer.kdfs(), offer.ciphers())
        .anyMatch(List::isEmpty)) {
      throw new MalformedMessageException("M-12", "a list of algorithms is empty");
    }
    return offer;
  }

  private static List<TransportKey> transports(List<CborItem> items)
      throws MalformedMessageException {
    List<TransportKey> keys = new ArrayList<>();
    for (CborItem item : items) {
      if (!(item instanceof Array array) || array.items().size() != 3) {
        throw new MalformedMessageException("M-11", "a transport is no triple");
      }
      TransportKey key =
          new TransportKey(
              MapReader.asName(7, array.items().get(0)),
              MapReader.asBytes(7, array.items().get(1), 1, 32),
              MapReader.asBytes(7, array.items().get(2), 1, 16_384));
      if (keys.stream().anyMatch(other -> other.transport().equals(key.transport()))) {
        throw new MalformedMessageException("M-13", "a transport is offered twice");
      }
      keys.add(key);
    }
    return keys;
  }
}
