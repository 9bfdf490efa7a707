package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.provisioning.Operations;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What passing records do, as far as they say it in clear. */
final class RecordOperations {
  private static final int SHOWN = 8;

  private RecordOperations() {}

  /** How many and their names, for example {@code 2 records: pin.define, commit}. */
  static String describe(List<Bytes> records) {
    if (records.isEmpty()) {
      return "nothing";
    }
    String names =
        records.stream()
            .limit(SHOWN)
            .map(record -> name(record).orElse("(unreadable)"))
            .collect(Collectors.joining(", "));
    String more = records.size() > SHOWN ? " and " + (records.size() - SHOWN) + " more" : "";
    return records.size() + (records.size() == 1 ? " record: " : " records: ") + names + more;
  }

  /** Whether the server asks the SE to make its objects permanent. */
  static boolean askToCommit(List<Bytes> fromServer) {
    return fromServer.stream()
        .anyMatch(record -> name(record).filter(Operations.COMMIT::equals).isPresent());
  }

  private static Optional<String> name(Bytes record) {
    try {
      return Optional.of(ProtectedRecord.decode(record, CborLimits.DEFAULT).op());
    } catch (MalformedMessageException e) {
      return Optional.empty(); // the end that it is for refuses it
    }
  }
}
