package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.Arrays;

/** The attributes of the operations on PINs, PUKs, secrets and ids (spec rule D-8). */
public final class ObjectAttributes {
  private ObjectAttributes() {}

  /** Of {@code puk.define}. */
  public static Bytes ofPuk(PukTerms terms) {
    return policy(new MapWriter().text(1, terms.id()), terms.policy()).encode();
  }

  /**
   * Reads those of {@code puk.define}.
   *
   * @throws MalformedMessageException if they are none
   */
  public static PukTerms puk(Bytes attributes, CborLimits limits) throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    PukTerms terms = new PukTerms(map.objectId(1), policy(map));
    map.end();
    return terms;
  }

  /** Of {@code pin.define}. */
  public static Bytes ofPin(PinTerms terms) {
    MapWriter map = policy(new MapWriter().text(1, terms.id()), terms.policy());
    terms.pukId().ifPresent(puk -> map.text(6, puk));
    return map.encode();
  }

  /**
   * Reads those of {@code pin.define}.
   *
   * @throws MalformedMessageException if they are none
   */
  public static PinTerms pin(Bytes attributes, CborLimits limits) throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    PinTerms terms = new PinTerms(map.objectId(1), policy(map), map.optionalObjectId(6));
    map.end();
    return terms;
  }

  /** Of {@code secret.import}. */
  public static Bytes ofSecret(SecretTerms terms) {
    MapWriter map = new MapWriter().text(1, terms.id()).text(2, terms.type());
    terms.pinId().ifPresent(pin -> map.text(3, pin));
    return map.text(4, terms.label()).encode();
  }

  /**
   * Reads those of {@code secret.import}.
   *
   * @throws MalformedMessageException if they are none
   */
  public static SecretTerms secret(Bytes attributes, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    SecretTerms terms =
        new SecretTerms(map.objectId(1), map.name(2), map.optionalObjectId(3), map.label(4));
    map.end();
    return terms;
  }

  /** Of {@code pin.unblock} and {@code object.delete}: the id alone. */
  public static Bytes ofId(String id) {
    return new MapWriter().text(1, id).encode();
  }

  /**
   * Reads those of {@code pin.unblock} and {@code object.delete}.
   *
   * @throws MalformedMessageException if they are none
   */
  public static String id(Bytes attributes, CborLimits limits) throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    String id = map.objectId(1);
    map.end();
    return id;
  }

  private static MapWriter policy(MapWriter map, PinPolicy policy) {
    return map.unsigned(2, policy.format().code())
        .unsigned(3, policy.minimumLength())
        .unsigned(4, policy.maximumLength())
        .unsigned(5, policy.tries());
  }

  private static PinPolicy policy(MapReader map) throws MalformedMessageException {
    long code = map.unsigned(2);
    PinFormat format =
        Arrays.stream(PinFormat.values())
            .filter(candidate -> candidate.code() == code)
            .findFirst()
            .orElseThrow(() -> new MalformedMessageException("M-12", "field 2 is no format"));
    int minimum = map.number(3, PinPolicy.SHORTEST, PinPolicy.LONGEST);
    int maximum = map.number(4, minimum, PinPolicy.LONGEST);
    int tries = map.number(5, 1, PinPolicy.MOST_TRIES);
    return new PinPolicy(format, minimum, maximum, tries);
  }
}
