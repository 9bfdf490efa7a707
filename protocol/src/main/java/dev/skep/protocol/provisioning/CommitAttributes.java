package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.Optional;

/**
 * The attributes of {@code commit} (spec rules P-1, D-11): which request the server made, and its
 * authority over the objects of its domain.
 *
 * @param requestHash SHA-256 of the request; empty where the request was empty
 * @param authorization a signature over {@link #message}, where the request names a management key
 */
public record CommitAttributes(Optional<Bytes> requestHash, Optional<Bytes> authorization) {
  private static final Bytes TAG =
      Bytes.concat(Bytes.utf8(Transcript.PROTOCOL + " key management"), Bytes.of(new byte[1]));
  private static final int HASH_BYTES = 32;

  /** Checks the sizes, and that an authorization goes with a request. */
  public CommitAttributes {
    if (requestHash.isEmpty() && authorization.isPresent()) {
      throw new IllegalArgumentException("an authorization without a request");
    }
    if (requestHash.filter(hash -> hash.length() != HASH_BYTES).isPresent()
        || authorization.filter(signature -> signature.length() == 0).isPresent()) {
      throw new IllegalArgumentException("a hash has 32 bytes, and an authorization is not empty");
    }
  }

  /** The hash of a request, or empty for an empty one. */
  public static Optional<Bytes> hashOf(Bytes request) {
    return request.length() == 0
        ? Optional.empty()
        : Optional.of(Transcript.digest("SHA-256", request));
  }

  /**
   * What the management key signs: {@code "SKEP/1 key management" ‖ 00 ‖ LP(TH) ‖
   * LP(SHA-256(request))}. TH binds it to this SE and session, and the session to all its records.
   */
  public static Bytes message(Bytes transcriptHash, Bytes requestHash) {
    return Bytes.concat(TAG, new LengthPrefixed().add(transcriptHash).add(requestHash).join());
  }

  /** The only encoding; no bytes at all where both are empty. */
  public Bytes encode() {
    if (requestHash.isEmpty()) {
      return Bytes.EMPTY;
    }
    MapWriter map = new MapWriter().bytes(1, requestHash.get());
    authorization.ifPresent(signature -> map.bytes(2, signature));
    return map.encode();
  }

  /**
   * Parses the attributes.
   *
   * @throws MalformedMessageException if they are none
   */
  public static CommitAttributes decode(Bytes attributes, CborLimits limits)
      throws MalformedMessageException {
    if (attributes.length() == 0) {
      return new CommitAttributes(Optional.empty(), Optional.empty());
    }
    MapReader map = MapReader.of(attributes, limits);
    CommitAttributes parsed =
        new CommitAttributes(
            Optional.of(map.bytes(1, HASH_BYTES, HASH_BYTES)),
            map.optionalBytes(2, 1, limits.maximumBytes()));
    map.end();
    return parsed;
  }
}
