package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import java.util.Arrays;
import java.util.List;

/** Well-formed messages; nothing in them is encrypted or signed by anybody. */
public final class Messages {
  static final Bytes TOKEN = Bytes.utf8("token");
  static final Bytes REQUEST = ProvisioningRequest.nothing().encode();
  static final Bytes FIRST_KEY = Bytes.utf8("first public key");
  static final Bytes SECOND_KEY = Bytes.utf8("second public key");

  private Messages() {}

  static Bytes sessionId(int number) {
    byte[] id = new byte[Offer.SESSION_ID_BYTES];
    Arrays.fill(id, (byte) number);
    return Bytes.of(id);
  }

  /** The server prefers what the scripted element does not have. */
  static Offer offer(Bytes sessionId) {
    return offer(sessionId, REQUEST);
  }

  static Offer offer(Bytes sessionId, Bytes request) {
    return new Offer(
        sessionId,
        Bytes.of(new byte[Offer.NONCE_BYTES]),
        1_800_000_000L,
        60,
        "https://issuer.example",
        List.of(
            new Offer.TransportKey("ML-KEM-768", Bytes.hex("0a"), FIRST_KEY),
            new Offer.TransportKey("DHKEM-P256-HKDF-SHA256", Bytes.hex("0b"), SECOND_KEY)),
        List.of("ML-DSA-65", "ES256"),
        List.of("HKDF-SHA384", "HKDF-SHA256"),
        List.of("A256GCM"),
        request);
  }

  static Bytes envelope(Bytes sessionId) {
    return envelope(sessionId, REQUEST);
  }

  static Bytes envelope(Bytes sessionId, Bytes request) {
    return new OfferEnvelope(offer(sessionId, request).encode(), TOKEN).encode();
  }

  static Bytes record(long sequence, String op) {
    return new ProtectedRecord(sequence, op, Bytes.EMPTY, Bytes.utf8("sealed")).encode();
  }

  static Bytes records(Bytes... records) {
    return new RecordsMessage(List.of(records)).encode();
  }
}
