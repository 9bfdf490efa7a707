package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What passing records do, as far as they say it in clear. */
final class RecordOperations {
  private static final String COMMITTED = "committed";
  private static final int SHOWN = 8;

  private RecordOperations() {}

  /** Their names, for example {@code pin.define, commit}. */
  static String describe(List<Bytes> records) {
    if (records.isEmpty()) {
      return "nothing";
    }
    String names =
        records.stream()
            .limit(SHOWN)
            .map(record -> name(record).orElse("(unreadable)"))
            .collect(Collectors.joining(", "));
    return records.size() > SHOWN ? names + " and " + (records.size() - SHOWN) + " more" : names;
  }

  /** Whether the SE says that it made its objects permanent. */
  static boolean sayCommitted(List<Bytes> fromElement) {
    return fromElement.stream()
        .anyMatch(record -> name(record).filter(COMMITTED::equals).isPresent());
  }

  private static Optional<String> name(Bytes record) {
    try {
      return Optional.of(ProtectedRecord.decode(record, CborLimits.DEFAULT).op());
    } catch (MalformedMessageException e) {
      return Optional.empty(); // the end that it is for refuses it
    }
  }
}
