package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.List;
import java.util.Optional;

/**
 * What a wrapped handle carries. Closing it erases the keys.
 *
 * @param slotId whose handle it is
 * @param generation the number of the handle
 * @param state the session
 */
record WrappedSession(Bytes slotId, long generation, SessionState state)
    implements HandleKind.Claim {
  /** What to seal; shares nothing with this, the caller closes it. */
  SecretDocument encode() {
    Suite suite = state.suite();
    MapWriter head =
        new MapWriter()
            .bytes(1, slotId)
            .unsigned(2, generation)
            .texts(3, List.of(suite.transport(), suite.attestation(), suite.kdf(), suite.cipher()))
            .bytes(4, state.sessionId())
            .unsigned(5, state.position().send())
            .unsigned(6, state.position().receive())
            .unsigned(7, state.keys().send().length());
    return new SecretDocument(head.encode(), joinedKeys(state.keys()));
  }

  private static SecretBytes joinedKeys(TrafficKeys keys) {
    int send = keys.send().length();
    byte[] joined = new byte[send + keys.receive().length()];
    keys.send().use(key -> copy(key, joined, 0));
    keys.receive().use(key -> copy(key, joined, send));
    return SecretBytes.adopt(joined);
  }

  private static byte[] copy(byte[] from, byte[] into, int offset) {
    System.arraycopy(from, 0, into, offset, from.length);
    return into;
  }

  /**
   * Reads what {@link #encode} made.
   *
   * @param document authentic; stays the caller's
   */
  static WrappedSession decode(SecretDocument document) throws MalformedMessageException {
    MapReader head = MapReader.of(document.head(), CborLimits.DEFAULT);
    Bytes slotId = head.bytes(1, 1, 64);
    long generation = head.unsigned(2);
    List<CborItem> names = head.array(3, 4);
    if (names.size() != 4) {
      throw new MalformedMessageException("SE-3", "a suite is four names");
    }
    Suite suite =
        new Suite(
            MapReader.asName(3, names.get(0)),
            MapReader.asName(3, names.get(1)),
            MapReader.asName(3, names.get(2)),
            MapReader.asName(3, names.get(3)));
    Bytes sessionId = head.bytes(4, 16, 16);
    Position position = new Position(head.unsigned(5), head.unsigned(6));
    long send = head.unsigned(7);
    head.end();
    SecretBytes secret = document.secret();
    if (send < 1 || send >= secret.length()) {
      throw new MalformedMessageException("SE-3", "the keys are not there");
    }
    int split = (int) send;
    TrafficKeys keys =
        new TrafficKeys(secret.slice(0, split), secret.slice(split, secret.length() - split));
    return new WrappedSession(
        slotId, generation, new SessionState(suite, sessionId, keys, position));
  }

  @Override
  public boolean isLatest(SessionSlot slot) {
    return generation == slot.generation();
  }

  @Override
  public Optional<SessionState> state(SessionSlot slot) {
    return Optional.of(state);
  }

  @Override
  public void close() {
    state.close();
  }
}
