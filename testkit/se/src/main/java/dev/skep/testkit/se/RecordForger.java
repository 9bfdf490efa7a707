package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;

/** What a client can do to a record that it carries. */
public final class RecordForger {
  private RecordForger() {}

  /** The record with another op. */
  public static Bytes withOp(Bytes record, String op) {
    ProtectedRecord good = parse(record);
    return new ProtectedRecord(good.sequence(), op, good.attributes(), good.body()).encode();
  }

  /** The record with other attributes. */
  public static Bytes withAttributes(Bytes record, Bytes attributes) {
    ProtectedRecord good = parse(record);
    return new ProtectedRecord(good.sequence(), good.op(), attributes, good.body()).encode();
  }

  /** The record with another sequence number. */
  public static Bytes withSequence(Bytes record, long sequence) {
    ProtectedRecord good = parse(record);
    return new ProtectedRecord(sequence, good.op(), good.attributes(), good.body()).encode();
  }

  /** The record with another body. */
  public static Bytes withBody(Bytes record, Bytes body) {
    ProtectedRecord good = parse(record);
    return new ProtectedRecord(good.sequence(), good.op(), good.attributes(), body).encode();
  }

  /** The body of a record. */
  public static Bytes body(Bytes record) {
    return parse(record).body();
  }

  /**
   * The same bytes with one bit of one of them changed.
   *
   * @param index of the byte, from the end where it is negative
   */
  public static Bytes flipped(Bytes bytes, int index) {
    byte[] changed = bytes.toArray();
    changed[index < 0 ? changed.length + index : index] ^= 1;
    return Bytes.of(changed);
  }

  private static ProtectedRecord parse(Bytes record) {
    try {
      return ProtectedRecord.decode(record, CborLimits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new IllegalArgumentException("no record", e);
    }
  }
}
