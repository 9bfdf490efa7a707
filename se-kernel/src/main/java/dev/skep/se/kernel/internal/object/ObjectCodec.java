package dev.skep.se.kernel.internal.object;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.message.Response;
import dev.skep.protocol.provisioning.IssuerDomain;
import dev.skep.protocol.provisioning.KeyStatement;
import dev.skep.protocol.provisioning.ObjectAttributes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Objects in the stored state, without their secrets: {@code {1 kind, 2 terms as on the wire, 3
 * length of the secret}}, and of a PIN or PUK {@code {4 domain, 5 SHA-256(ServerPubK), 6 tries
 * left}}, of a secret {@code 4} and {@code 5}, of a key, whose terms are its statement, {@code {7
 * chain, ? 8 signature}}.
 */
public final class ObjectCodec {
  private static final int PIN = 1;
  private static final int PUK = 2;
  private static final int KEY = 3;
  private static final int SECRET = 4;

  private ObjectCodec() {}

  /** An object without its secret. */
  public static CborItem item(StoredObject object) {
    SortedMap<Long, CborItem> fields = new TreeMap<>();
    fields.put(3L, number(object.secret().map(SecretBytes::length).orElse(0)));
    if (object instanceof StoredKey key) {
      head(fields, KEY, key.statement().encode());
      fields.put(
          7L, new CborItem.Array(key.chain().stream().<CborItem>map(ObjectCodec::bytes).toList()));
      key.signature().ifPresent(signature -> fields.put(8L, bytes(signature)));
      return new IntMap(fields);
    }
    fields.put(4L, bytes(object.origin().domain()));
    fields.put(5L, bytes(object.origin().serverKeyHash()));
    if (object instanceof StoredPin pin) {
      head(fields, PIN, ObjectAttributes.ofPin(pin.terms()));
      fields.put(6L, number(pin.triesLeft()));
    } else if (object instanceof StoredPuk puk) {
      head(fields, PUK, ObjectAttributes.ofPuk(puk.terms()));
      fields.put(6L, number(puk.triesLeft()));
    } else {
      head(fields, SECRET, ObjectAttributes.ofSecret(((StoredSecret) object).terms()));
    }
    return new IntMap(fields);
  }

  private static void head(SortedMap<Long, CborItem> fields, int kind, Bytes terms) {
    fields.put(1L, number(kind));
    fields.put(2L, bytes(terms));
  }

  /**
   * Reads what {@link #item} made.
   *
   * @param secrets stands before the object's secret, and afterwards behind it
   */
  public static StoredObject read(CborItem item, SecretCursor secrets, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(7, item);
    int kind = map.number(1, PIN, SECRET);
    Bytes terms = map.bytes(2, 1, limits.maximumBytes());
    SecretBytes secret = secrets.next(map.unsigned(3));
    boolean read = false;
    try {
      StoredObject object =
          kind == KEY ? key(map, terms, secret, limits) : other(kind, map, terms, secret, limits);
      map.end();
      read = true;
      return object;
    } finally {
      if (!read) {
        secret.close();
      }
    }
  }

  private static StoredKey key(
      MapReader map, Bytes statement, SecretBytes secret, CborLimits limits)
      throws MalformedMessageException {
    int maximum = limits.maximumBytes();
    List<Bytes> chain = map.byteStrings(7, Response.MAX_CHAIN, maximum);
    Optional<Bytes> signature = map.optionalBytes(8, 1, maximum);
    return new StoredKey(KeyStatement.decode(statement, limits), chain, signature, secret);
  }

  private static StoredObject other(
      int kind, MapReader map, Bytes terms, SecretBytes secret, CborLimits limits)
      throws MalformedMessageException {
    Origin origin =
        new Origin(
            map.bytes(4, IssuerDomain.BYTES, IssuerDomain.BYTES),
            map.bytes(5, IssuerDomain.BYTES, IssuerDomain.BYTES));
    if (kind == SECRET) {
      return new StoredSecret(origin, ObjectAttributes.secret(terms, limits), secret);
    }
    int tries = map.number(6, 0, PinPolicy.MOST_TRIES);
    if (kind == PUK) {
      PukTerms puk = ObjectAttributes.puk(terms, limits);
      return new StoredPuk(origin, puk, tries, secret);
    }
    PinTerms pin = ObjectAttributes.pin(terms, limits);
    return new StoredPin(
        origin, pin, tries, Optional.of(secret).filter(value -> value.length() > 0));
  }

  private static CborItem number(long value) {
    return new CborItem.Unsigned(value);
  }

  private static CborItem bytes(Bytes value) {
    return new CborItem.ByteString(value);
  }
}
