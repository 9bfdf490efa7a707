package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;

/**
 * One record on the wire (spec 5.4).
 *
 * @param sequence 0 for the first of its direction
 * @param op what the record does, for example {@code commit}, ASCII
 * @param attributes in clear but authenticated
 * @param body encrypted and authenticated
 */
public record ProtectedRecord(long sequence, String op, Bytes attributes, Bytes body) {
  /** The longest operation name, in characters. */
  public static final int MAX_OP = 32;

  /** The message's only encoding. */
  public Bytes encode() {
    return new MapWriter()
        .unsigned(1, sequence)
        .text(2, op)
        .bytes(3, attributes)
        .bytes(4, body)
        .encode();
  }

  /**
   * Parses a record without opening it.
   *
   * @throws MalformedMessageException if it is none
   */
  public static ProtectedRecord decode(Bytes message, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(message, limits);
    ProtectedRecord parsed =
        new ProtectedRecord(
            map.unsigned(1),
            map.ascii(2, MAX_OP),
            map.bytes(3, 0, limits.maximumBytes()),
            map.bytes(4, 1, limits.maximumBytes()));
    map.end();
    if (parsed.op().isEmpty()) {
      throw new MalformedMessageException("M-12", "the op is empty");
    }
    return parsed;
  }
}
