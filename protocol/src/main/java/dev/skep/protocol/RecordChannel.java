package dev.skep.protocol;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.Bytes;
import dev.skep.api.Rejection;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.ProtectedRecord;
import java.util.Optional;

/**
 * One end of the record protection (spec section 7): seals what this end sends, opens what it
 * receives, strictly in order. Any failure closes the channel for good. Not thread-safe.
 */
public final class RecordChannel implements AutoCloseable {
  private final SessionCipher cipher;
  private final Bytes sessionId;
  private final Direction sending;
  private final TrafficKeys keys;
  private long sendSequence;
  private long receiveSequence;
  private boolean closed;

  /**
   * The keys of both directions; closing the channel closes them.
   *
   * @param send of what this end seals
   * @param receive of what it opens
   */
  public record TrafficKeys(SecretBytes send, SecretBytes receive) implements AutoCloseable {
    @Override
    public void close() {
      send.close();
      receive.close();
    }
  }

  /**
   * How far a channel is.
   *
   * @param send the next sequence number to seal
   * @param receive the next sequence number to open
   */
  public record Position(long send, long receive) {
    /** Nothing was sent or received. */
    public static final Position START = new Position(0, 0);
  }

  /**
   * Opens a channel, fresh or from where it was.
   *
   * @param sending the direction of what this end seals
   * @param keys taken over
   */
  public RecordChannel(
      SessionCipher cipher,
      Bytes sessionId,
      Direction sending,
      TrafficKeys keys,
      Position position) {
    this.cipher = cipher;
    this.sessionId = sessionId;
    this.sending = sending;
    this.keys = keys;
    this.sendSequence = position.send();
    this.receiveSequence = position.receive();
  }

  /** What came of a received record. */
  public sealed interface Opened {
    /**
     * It was the next one and is genuine. Closing it erases the plaintext.
     *
     * @param op what it does
     * @param attributes as received, authenticated
     * @param plaintext for the receiver only
     */
    record Content(String op, Bytes attributes, SecretBytes plaintext)
        implements Opened, AutoCloseable {
      @Override
      public void close() {
        plaintext.close();
      }
    }

    /**
     * It was not; the channel is closed.
     *
     * @param rejection why, for the audit log
     */
    record Failed(Rejection rejection) implements Opened {}
  }

  /**
   * Seals the next record.
   *
   * @param op 1 to 32 visible ASCII characters
   * @param plaintext read, not kept
   * @return the encoded record
   * @throws IllegalArgumentException if no peer would read such an op
   * @throws IllegalStateException if the channel is closed or its key has no number left
   */
  public Bytes seal(String op, Bytes attributes, SecretBytes plaintext) {
    if (op.length() > ProtectedRecord.MAX_OP || !AlgorithmNames.isValid(op)) {
      throw new IllegalArgumentException("an op has 1 to 32 visible ASCII characters");
    }
    if (closed || sendSequence >= cipher.maximumRecords()) {
      throw new IllegalStateException("the channel is closed or its key is used up");
    }
    Bytes associated = associatedData(sending, op, sendSequence, attributes);
    Bytes body = cipher.seal(keys.send(), sendSequence, associated, plaintext);
    ProtectedRecord sealed = new ProtectedRecord(sendSequence, op, attributes, body);
    sendSequence++;
    return sealed.encode();
  }

  /**
   * Opens the next record.
   *
   * @param encoded any bytes
   */
  public Opened open(Bytes encoded, CborLimits limits) {
    if (closed) {
      return new Opened.Failed(new Rejection("R-5", "the channel is closed"));
    }
    try {
      ProtectedRecord received = ProtectedRecord.decode(encoded, limits);
      return openNext(received);
    } catch (MalformedMessageException e) {
      return fail(e.rejection());
    }
  }

  private Opened openNext(ProtectedRecord received) {
    if (received.sequence() != receiveSequence) {
      String found = received.sequence() + " instead of " + receiveSequence;
      return fail(new Rejection("R-4", "sequence number " + found));
    }
    if (receiveSequence >= cipher.maximumRecords()) {
      return fail(new Rejection("R-6", "the key is used up"));
    }
    Bytes associated =
        associatedData(
            sending.reverse(), received.op(), received.sequence(), received.attributes());
    Optional<SecretBytes> plaintext =
        cipher.open(keys.receive(), receiveSequence, associated, received.body());
    if (plaintext.isEmpty()) {
      return fail(new Rejection("R-3", "the record is not authentic"));
    }
    receiveSequence++;
    return new Opened.Content(received.op(), received.attributes(), plaintext.get());
  }

  private Opened fail(Rejection rejection) {
    close();
    return new Opened.Failed(rejection);
  }

  /** How far the channel is, to go on later. */
  public Position position() {
    return new Position(sendSequence, receiveSequence);
  }

  /** Whether it was closed, by a failure or by {@link #close}. */
  public boolean isClosed() {
    return closed;
  }

  /** Erases the keys. May be called again. */
  @Override
  public void close() {
    closed = true;
    keys.close();
  }

  private Bytes associatedData(Direction direction, String op, long sequence, Bytes attributes) {
    return new LengthPrefixed()
        .add(sessionId)
        .add(direction.label())
        .add(op)
        .addSequence(sequence)
        .add(attributes)
        .join();
  }
}
