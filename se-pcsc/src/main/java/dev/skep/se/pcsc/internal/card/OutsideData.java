package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.AnswerReader;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import java.util.List;

/** Data made outside the card, under its session's external key (spec rule R-10). */
final class OutsideData {
  private static final int BODY_BYTES = 64;

  private final CardAccess access;

  OutsideData(CardAccess access) {
    this.access = access;
  }

  ProcessResult mac(SessionHandle handle, OutsideDataMac outside) throws SecurityElementException {
    if (handle.value().length() != Sessions.HANDLE_BYTES) {
      throw CardAccess.noSuchSession();
    }
    return access.run(
        card -> {
          try (CommandData first = new CommandData()) {
            first.add(handle.value()).lp1(outside.label()).number(outside.data().length(), 2);
            Answer answer = LongMessage.send(card, Instruction.MAC_DATA, first, outside.data());
            return switch (answer.status()) {
              case StatusWords.DONE -> {
                AnswerReader in = answer.reader();
                long sequence = (long) in.number(2) << 16 | in.number(2);
                Bytes body = in.bytes(BODY_BYTES);
                in.end();
                ProtectedRecord record =
                    new ProtectedRecord(sequence, Operations.DATA_MAC, outside.encode(), body);
                yield new ProcessResult.Answered(handle, List.of(record.encode()));
              }
              case StatusWords.CLOSED -> new ProcessResult.Closed();
              case StatusWords.NOT_FOUND -> throw CardAccess.noSuchSession();
              case StatusWords.WRONG_STATE ->
                  throw access.refused(
                      "a session takes outside data " + OutsideDataMac.MAX_RECORDS + " times");
              default -> throw access.refused(answer);
            };
          }
        },
        "a record may be missing, so this session cannot go on; begin another one");
  }
}
