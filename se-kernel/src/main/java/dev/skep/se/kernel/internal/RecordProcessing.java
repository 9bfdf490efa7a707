package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.SecurityElementException;
import dev.skep.protocol.Direction;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.Receipt;
import dev.skep.se.kernel.internal.operation.Draft;
import dev.skep.se.kernel.internal.operation.Operation;
import dev.skep.se.kernel.internal.operation.Operation.Effect;
import dev.skep.se.kernel.internal.operation.Operation.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    record GoesOn(RecordChannel.Position position, List<Bytes> answers) implements Outcome {
      /** Copies the answers. */
      public GoesOn {
        answers = List.copyOf(answers);
      }
    }

    /**
     * The session is at its good end, once its changes are committed.
     *
     * @param answers the SE's records
     */
    record Ended(List<Bytes> answers) implements Outcome {
      /** Copies the answers. */
      public Ended {
        answers = List.copyOf(answers);
      }
    }

    /**
     * The session is to be closed.
     *
     * @param reason for the log
     */
    record Failed(String reason) implements Outcome {}
  }

  /** One call: its session's cipher and channel, what it changes and answers. */
  private record Call(
      SessionCipher cipher,
      RecordChannel channel,
      SessionState state,
      Draft draft,
      List<Bytes> answers) {
    static Call of(SessionCipher cipher, SessionState state, Draft draft) {
      return new Call(
          cipher, RecordProcessing.channel(cipher, state), state, draft, new ArrayList<>());
    }
  }

  /**
   * Processing by a table of operations.
   *
   * @param operations by the {@code op} of their record
   */
  RecordProcessing(Map<String, Operation> operations) {
    this.operations = Map.copyOf(operations);
  }

  /** The SE's end of a session's records; shares the keys, so it need not be closed. */
  static RecordChannel channel(SessionCipher cipher, SessionState state) {
    return new RecordChannel(
        cipher,
        state.sessionId(),
        Direction.SE_TO_SERVER,
        state.keys().traffic(),
        state.position());
  }

  /**
   * Processes records. When it fails the state's keys are erased.
   *
   * @param state stays the caller's
   * @param draft gets the changes; as before if this throws
   * @param records one or more
   * @throws SecurityElementException if it cannot be done now
   */
  Outcome process(SessionCipher cipher, SessionState state, Draft draft, List<Bytes> records)
      throws SecurityElementException {
    int before = draft.size();
    try {
      Call call = Call.of(cipher, state, draft);
      Outcome outcome = new Outcome.GoesOn(state.position(), call.answers());
      for (Bytes encoded : records) {
        outcome =
            outcome instanceof Outcome.Ended
                ? new Outcome.Failed("a record follows the one that ends the session")
                : next(call, encoded);
        if (outcome instanceof Outcome.Failed) {
          call.channel().close();
          return outcome;
        }
      }
      return outcome;
    } catch (SecurityElementException e) {
      draft.truncate(before);
      throw e;
    }
  }

  private Outcome next(Call call, Bytes encoded) throws SecurityElementException {
    Opened opened = call.channel().open(encoded, CborLimits.DEFAULT);
    if (opened instanceof Opened.Failed failed) {
      return new Outcome.Failed(failed.rejection().rule() + ": " + failed.rejection().reason());
    }
    try (Opened.Content content = (Opened.Content) opened) {
      Operation operation = operations.get(content.op());
      if (operation == null) {
        return new Outcome.Failed("unknown operation " + content.op());
      }
      Effect effect =
          operation.apply(
              new Order(
                  call.state().binding(),
                  call.draft().digests(),
                  content.attributes(),
                  content.plaintext()));
      return follow(call, content, effect);
    } catch (MalformedMessageException e) {
      return new Outcome.Failed(e.rejection().rule() + ": " + e.rejection().reason());
    }
  }

  private static Outcome follow(Call call, Opened.Content content, Effect effect) {
    if (effect instanceof Effect.Refused refused) {
      return new Outcome.Failed(refused.reason());
    }
    if (effect instanceof Effect.Answered answer) {
      return seal(call, answer);
    }
    Bytes digest = Receipt.change(content.op(), content.attributes(), content.plaintext());
    Optional<String> problem = call.draft().add(((Effect.Changes) effect).change(), digest);
    return problem
        .<Outcome>map(Outcome.Failed::new)
        .orElseGet(() -> new Outcome.GoesOn(call.channel().position(), call.answers()));
  }

  private static Outcome seal(Call call, Effect.Answered answer) {
    try (SecretBytes plaintext = answer.plaintext()) {
      if (isUsedUp(call.cipher(), call.channel())) {
        return new Outcome.Failed("the key for answers is used up");
      }
      call.answers().add(call.channel().seal(answer.op(), answer.attributes(), plaintext));
    }
    return answer.ends()
        ? new Outcome.Ended(call.answers())
        : new Outcome.GoesOn(call.channel().position(), call.answers());
  }

  /** Whether no answer can be sealed any more (spec rule R-6). */
  static boolean isUsedUp(SessionCipher cipher, RecordChannel channel) {
    return channel.position().send() >= cipher.maximumRecords();
  }
}
