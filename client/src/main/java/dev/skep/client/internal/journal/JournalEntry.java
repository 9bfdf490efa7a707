package dev.skep.client.internal.journal;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A session whose SE is about to be given the commit.
 *
 * @param key whose session it is
 * @param sessionId 16 bytes
 * @param suite what it runs with
 * @param attempts how many offers it took
 * @param handle the SE's latest handle of it; a bearer token, for the owner's eyes only
 * @param records the server's, the commit among them, as they go to the SE
 */
public record JournalEntry(
    Key key,
    Bytes sessionId,
    Suite suite,
    int attempts,
    SessionHandle handle,
    List<Bytes> records) {
  private static final long VERSION = 1;
  private static final int MAX_TEXT_BYTES = 4_096;
  private static final int MAX_ATTEMPTS = 1_000;
  private static final String DIGEST = "SHA-256";

  /** Records are up to a message's 64 KiB; a handle may hold a whole session. */
  static final CborLimits LIMITS = new CborLimits(262_144, 8);

  /** Copies the list. */
  public JournalEntry {
    records = List.copyOf(records);
  }

  /**
   * Between whom a session is.
   *
   * @param server the server's base address
   * @param element the SE's id
   */
  public record Key(String server, String element) {}

  /** The entry with a digest, so that what a disk has damaged is not taken for one. */
  Bytes encode() {
    Bytes entry =
        new MapWriter()
            .unsigned(1, VERSION)
            .bytes(2, Bytes.utf8(key.server()))
            .bytes(3, Bytes.utf8(key.element()))
            .bytes(4, sessionId)
            .texts(5, List.of(suite.transport(), suite.attestation(), suite.kdf(), suite.cipher()))
            .unsigned(6, attempts)
            .bytes(7, handle.value())
            .byteStrings(8, records)
            .encode();
    return new MapWriter().bytes(1, entry).bytes(2, Transcript.digest(DIGEST, entry)).encode();
  }

  /**
   * Reads an entry.
   *
   * @throws MalformedMessageException if it is none, or not whole
   */
  static JournalEntry decode(Bytes encoded) throws MalformedMessageException {
    MapReader outer = MapReader.of(encoded, LIMITS);
    Bytes entry = outer.bytes(1, 1, LIMITS.maximumBytes());
    if (!outer.bytes(2, 1, 64).equals(Transcript.digest(DIGEST, entry))) {
      throw new MalformedMessageException("journal", "its digest does not fit");
    }
    outer.end();
    MapReader map = MapReader.of(entry, LIMITS);
    if (map.unsigned(1) != VERSION) {
      throw new MalformedMessageException("journal", "not version " + VERSION);
    }
    JournalEntry parsed =
        new JournalEntry(
            new Key(text(map, 2), text(map, 3)),
            map.bytes(4, Offer.SESSION_ID_BYTES, Offer.SESSION_ID_BYTES),
            suite(map.array(5, 4)),
            map.number(6, 1, MAX_ATTEMPTS),
            new SessionHandle(map.bytes(7, 1, LIMITS.maximumBytes())),
            map.byteStrings(8, Response.MAX_RECORDS, LIMITS.maximumBytes()));
    map.end();
    return parsed;
  }

  private static String text(MapReader map, long key) throws MalformedMessageException {
    return new String(map.bytes(key, 1, MAX_TEXT_BYTES).toArray(), StandardCharsets.UTF_8);
  }

  private static Suite suite(List<CborItem> names) throws MalformedMessageException {
    if (names.size() != 4) {
      throw new MalformedMessageException("journal", "a suite is four names");
    }
    return new Suite(
        MapReader.asName(5, names.get(0)),
        MapReader.asName(5, names.get(1)),
        MapReader.asName(5, names.get(2)),
        MapReader.asName(5, names.get(3)));
  }

  /** Shows neither the handle nor the records. */
  @Override
  public String toString() {
    return "JournalEntry[session " + sessionId.toHex() + " of " + key + "]";
  }
}
