package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.Direction;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.se.software.internal.kernel.Operation.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes a session's records in order, does what they say, seals the answers. Thread-safe. */
final class RecordProcessing {
  private final Map<String, Operation> operations;

  /** What came of some records. */
  sealed interface Outcome {
    /**
     * The session goes on.
     *
     * @param position from where
     * @param answers the SE's records
     */
    record GoesOn(RecordChannel.Position position, List<Bytes> answers) implements Outcome {}

    /**
     * The session came to its good end.
     *
     * @param answers the SE's records
     */
    record Ended(List<Bytes> answers) implements Outcome {}

    /**
     * The session is to be closed.
     *
     * @param reason for the log
     */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * Processing by a table of operations.
   *
   * @param operations by the {@code op} of their record
   */
  RecordProcessing(Map<String, Operation> operations) {
    this.operations = Map.copyOf(operations);
  }

  /**
   * Processes records. When it fails the state's keys are erased.
   *
   * @param state stays the caller's
   * @param records one or more
   */
  Outcome process(SessionCipher cipher, SessionState state, List<Bytes> records) {
    RecordChannel channel =
        new RecordChannel(
            cipher, state.sessionId(), Direction.SE_TO_SERVER, state.keys(), state.position());
    List<Bytes> answers = new ArrayList<>();
    Outcome outcome = new Outcome.GoesOn(channel.position(), answers);
    for (Bytes encoded : records) {
      outcome =
          outcome instanceof Outcome.Ended
              ? new Outcome.Failed("a record follows the one that ends the session")
              : next(cipher, channel, encoded, answers);
      if (outcome instanceof Outcome.Failed) {
        channel.close();
        return outcome;
      }
    }
    return outcome;
  }

  private Outcome next(
      SessionCipher cipher, RecordChannel channel, Bytes encoded, List<Bytes> answers) {
    Opened opened = channel.open(encoded, CborLimits.DEFAULT);
    if (opened instanceof Opened.Failed failed) {
      return new Outcome.Failed(failed.rejection().rule() + ": " + failed.rejection().reason());
    }
    try (Opened.Content content = (Opened.Content) opened) {
      Operation operation = operations.get(content.op());
      if (operation == null) {
        return new Outcome.Failed("unknown operation " + content.op());
      }
      Effect effect = operation.apply(content.attributes(), content.plaintext());
      if (effect instanceof Effect.Refused refused) {
        return new Outcome.Failed(refused.reason());
      }
      return seal(cipher, channel, (Effect.Answered) effect, answers);
    }
  }

  private static Outcome seal(
      SessionCipher cipher, RecordChannel channel, Effect.Answered answer, List<Bytes> answers) {
    try (SecretBytes plaintext = answer.plaintext()) {
      if (channel.position().send() >= cipher.maximumRecords()) {
        return new Outcome.Failed("the key for answers is used up");
      }
      answers.add(channel.seal(answer.op(), answer.attributes(), plaintext));
    }
    return answer.ends()
        ? new Outcome.Ended(answers)
        : new Outcome.GoesOn(channel.position(), answers);
  }
}
