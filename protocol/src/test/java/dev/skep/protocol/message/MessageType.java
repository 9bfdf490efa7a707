package dev.skep.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.cbor.Cbor;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A kind of message with a well-formed one to alter.
 *
 * @param name as in the grammar
 * @param parser reads and writes it again
 * @param valid with every field
 * @param optional the fields that may be missing
 * @param mayBeEmpty whether no bytes at all are such a message too
 */
public record MessageType(
    String name, Reencoding parser, Bytes valid, Set<Long> optional, boolean mayBeEmpty) {
  /** A message that needs all its fields. */
  public MessageType(String name, Reencoding parser, Bytes valid) {
    this(name, parser, valid, Set.of(), false);
  }

  /** Stands for no rule. */
  public static final String ACCEPTED = "accepted";

  /** Reads a message and writes what was read. */
  @FunctionalInterface
  public interface Reencoding {
    /** The encoding of what was read. */
    Bytes apply(Bytes message, CborLimits limits) throws MalformedMessageException;
  }

  /** An offer with two transports. */
  public static final MessageType OFFER =
      new MessageType(
          "offer",
          (message, limits) -> Offer.decode(message, limits).encode(),
          new Offer(
                  filled(16),
                  filled(32),
                  1_790_000_000L,
                  120,
                  "https://issuer.example",
                  List.of(
                      new Offer.TransportKey("RSA-OAEP-256", filled(8), filled(294)),
                      new Offer.TransportKey("DHKEM-P256-HKDF-SHA256", filled(8), filled(91))),
                  List.of("ES256", "PS256"),
                  List.of("HKDF-SHA256", "HKDF-SHA384"),
                  List.of("A256GCM"),
                  Bytes.hex("a0"))
              .encode());

  /** An offer on its way. */
  public static final MessageType ENVELOPE =
      new MessageType(
          "offer-envelope",
          (message, limits) -> OfferEnvelope.decode(message, limits).encode(),
          new OfferEnvelope(OFFER.valid(), filled(40)).encode());

  /** A request with a code. */
  public static final MessageType REQUEST =
      new MessageType(
          "offer-request",
          (message, limits) -> OfferRequest.decode(message, limits).encode(),
          new OfferRequest(Optional.of(Bytes.utf8("canary-4711"))).encode(),
          Set.of(1L),
          true);

  /** A record. */
  public static final MessageType RECORD =
      new MessageType(
          "record",
          (message, limits) -> ProtectedRecord.decode(message, limits).encode(),
          new ProtectedRecord(7, "pin.define", Bytes.hex("a0"), filled(40)).encode());

  /** A message with two records. */
  public static final MessageType RECORDS =
      new MessageType(
          "records-message",
          (message, limits) -> RecordsMessage.decode(message, limits).encode(),
          new RecordsMessage(List.of(RECORD.valid(), RECORD.valid())).encode());

  /** A response with two certificates and an early record. */
  public static final MessageType RESPONSE =
      new MessageType(
          "response",
          (message, limits) -> Response.decode(message, limits).encode(),
          new Response(
                  filled(40),
                  new Suite("RSA-OAEP-256", "ES256", "HKDF-SHA256", "A256GCM"),
                  filled(32),
                  filled(256),
                  filled(64),
                  List.of(filled(500), filled(600)),
                  List.of(RECORD.valid()))
              .encode());

  /** All of them. */
  public static List<MessageType> all() {
    return List.of(REQUEST, ENVELOPE, OFFER, RESPONSE, RECORDS, RECORD);
  }

  /** As many bytes as wanted. */
  public static Bytes filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0x5a);
    return Bytes.of(bytes);
  }

  /** The fields of the valid message. */
  public SortedMap<Long, CborItem> fields() {
    try {
      IntMap map = (IntMap) Cbor.decode(valid, CborLimits.DEFAULT);
      return new TreeMap<>(map.entries());
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The valid message with another value in a field. */
  public Bytes with(long key, CborItem value) {
    SortedMap<Long, CborItem> fields = fields();
    fields.put(key, value);
    return Cbor.encode(new IntMap(fields));
  }

  /** The valid message without a field. */
  public Bytes without(long key) {
    SortedMap<Long, CborItem> fields = fields();
    fields.remove(key);
    return Cbor.encode(new IntMap(fields));
  }

  /** The rule that a message breaks. */
  public String verdict(Bytes message) {
    try {
      Bytes again = parser.apply(message, CborLimits.DEFAULT);
      if (!mayBeEmpty || message.length() > 0) {
        assertThat(again).isEqualTo(message);
      }
      return ACCEPTED;
    } catch (MalformedMessageException e) {
      return e.rejection().rule();
    }
  }

  /** The valid message with another value in a field is taken. */
  public void accepts(long key, CborItem value) {
    assertThat(verdict(with(key, value))).isEqualTo(ACCEPTED);
  }

  /** The valid message with another value in a field breaks a rule. */
  public void refuses(String rule, long key, CborItem value) {
    assertThat(verdict(with(key, value))).isEqualTo(rule);
  }

  @Override
  public String toString() {
    return name;
  }
}
