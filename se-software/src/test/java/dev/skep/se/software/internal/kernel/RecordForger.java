package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;

/** What a client can do to a record that it carries. */
final class RecordForger {
  private RecordForger() {}

  static Bytes withOp(Bytes record, String op) throws MalformedMessageException {
    ProtectedRecord good = ProtectedRecord.decode(record, CborLimits.DEFAULT);
    return new ProtectedRecord(good.sequence(), op, good.attributes(), good.body()).encode();
  }

  static Bytes withAttributes(Bytes record, Bytes attributes) throws MalformedMessageException {
    ProtectedRecord good = ProtectedRecord.decode(record, CborLimits.DEFAULT);
    return new ProtectedRecord(good.sequence(), good.op(), attributes, good.body()).encode();
  }
}
