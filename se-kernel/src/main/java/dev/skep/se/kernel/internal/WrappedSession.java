package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.Suite;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.RecordChannel.Position;
import dev.skep.protocol.RecordChannel.TrafficKeys;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.se.kernel.internal.object.Origin;
import dev.skep.se.kernel.internal.operation.SessionBinding;
import dev.skep.se.kernel.internal.state.SecretDocument;
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
    SessionBinding binding = state.binding();
    MapWriter head =
        new MapWriter()
            .bytes(1, slotId)
            .unsigned(2, generation)
            .texts(3, List.of(suite.transport(), suite.attestation(), suite.kdf(), suite.cipher()))
            .bytes(4, state.sessionId())
            .unsigned(5, state.position().send())
            .unsigned(6, state.position().receive())
            .unsigned(7, state.keys().traffic().send().length())
            .bytes(8, binding.transcriptHash())
            .bytes(9, binding.origin().domain())
            .bytes(10, binding.origin().serverKeyHash());
    binding.requestHash().ifPresent(hash -> head.bytes(11, hash));
    binding
        .managementKey()
        .ifPresent(key -> head.text(12, key.scheme()).bytes(13, key.publicKey()));
    return new SecretDocument(head.encode(), joined(state.keys()));
  }

  private static SecretBytes joined(SessionKeys keys) {
    TrafficKeys traffic = keys.traffic();
    int send = traffic.send().length();
    int both = send + traffic.receive().length();
    byte[] joined = new byte[both + keys.external().length()];
    traffic.send().use(key -> copy(key, joined, 0));
    traffic.receive().use(key -> copy(key, joined, send));
    keys.external().use(key -> copy(key, joined, both));
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
    Suite suite = suite(head.array(3, 4));
    Bytes sessionId = head.bytes(4, 16, 16);
    Position position = new Position(head.unsigned(5), head.unsigned(6));
    long send = head.unsigned(7);
    SessionBinding binding = binding(head);
    head.end();
    return new WrappedSession(
        slotId,
        generation,
        new SessionState(suite, sessionId, binding, keys(document.secret(), send), position));
  }

  private static Suite suite(List<CborItem> names) throws MalformedMessageException {
    if (names.size() != 4) {
      throw new MalformedMessageException("SE-3", "a suite is four names");
    }
    return new Suite(
        MapReader.asName(3, names.get(0)),
        MapReader.asName(3, names.get(1)),
        MapReader.asName(3, names.get(2)),
        MapReader.asName(3, names.get(3)));
  }

  private static SessionBinding binding(MapReader head) throws MalformedMessageException {
    Bytes transcriptHash = head.bytes(8, 32, 64);
    Origin origin = new Origin(head.bytes(9, 32, 32), head.bytes(10, 32, 32));
    Optional<ManagementKey> managementKey =
        head.has(12)
            ? Optional.of(
                new ManagementKey(head.name(12), head.bytes(13, 1, ManagementKey.MAX_BYTES)))
            : Optional.empty();
    return new SessionBinding(
        transcriptHash, origin, head.optionalBytes(11, 32, 32), managementKey);
  }

  private static SessionKeys keys(SecretBytes secret, long send) throws MalformedMessageException {
    int both = secret.length() - KeySchedule.KEY_BYTES;
    if (send < 1 || send >= both) {
      throw new MalformedMessageException("SE-3", "the keys are not there");
    }
    int split = (int) send;
    return new SessionKeys(
        new TrafficKeys(secret.slice(0, split), secret.slice(split, both - split)),
        secret.slice(both, KeySchedule.KEY_BYTES));
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
