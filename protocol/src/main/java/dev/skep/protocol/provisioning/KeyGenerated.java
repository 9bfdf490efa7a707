package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.Optional;

/**
 * The attributes of {@code key.generated} (spec rule D-6).
 *
 * @param statement an encoded {@link KeyStatement}, byte for byte as it was signed
 * @param signature by SE_PrivK over {@link KeyStatement#message}, where the request asked for it
 */
public record KeyGenerated(Bytes statement, Optional<Bytes> signature) {
  /** Checks that neither is empty. */
  public KeyGenerated {
    if (statement.length() == 0 || signature.filter(value -> value.length() == 0).isPresent()) {
      throw new IllegalArgumentException("neither a statement nor a signature is empty");
    }
  }

  /** The only encoding. */
  public Bytes encode() {
    MapWriter map = new MapWriter().bytes(1, statement);
    signature.ifPresent(value -> map.bytes(2, value));
    return map.encode();
  }

  /**
   * Parses the attributes, not the statement in them.
   *
   * @throws MalformedMessageException if they are none
   */
  public static KeyGenerated decode(Bytes attributes, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    KeyGenerated parsed =
        new KeyGenerated(
            map.bytes(1, 1, limits.maximumBytes()), map.optionalBytes(2, 1, limits.maximumBytes()));
    map.end();
    return parsed;
  }
}
