package dev.skep.api.provisioning;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.SecretBytes;
import java.util.Optional;

/**
 * A secret that an SE is given, without its value.
 *
 * @param id as {@link ObjectIds}
 * @param type {@link #HS256}, {@link #OPAQUE}, or {@code reverse.domain/name}
 * @param pinId the PIN that its use takes, if it takes one
 * @param label as {@link Labels}
 */
public record SecretTerms(String id, String type, Optional<String> pinId, String label) {
  /** A key for HMAC-SHA-256 (RFC 7518 section 3.2) of 32 to 64 bytes. */
  public static final String HS256 = "HS256";

  /** 1 to 1024 bytes that the SE keeps and never gives out. */
  public static final String OPAQUE = "opaque";

  /** The longest value of any type, in bytes. */
  public static final int LONGEST = 1024;

  private static final int SHORTEST_HS256 = 32;
  private static final int LONGEST_HS256 = 64;

  /** Checks the parts. */
  public SecretTerms {
    ObjectIds.check(id);
    AlgorithmNames.check(type);
    pinId.ifPresent(ObjectIds::check);
    Labels.check(label);
  }

  /** The fewest bytes that a value of this type has (spec rule D-8). */
  public int minimumBytes() {
    return type.equals(HS256) ? SHORTEST_HS256 : 1;
  }

  /** The most bytes that a value of this type has (spec rule D-8). */
  public int maximumBytes() {
    return type.equals(HS256) ? LONGEST_HS256 : LONGEST;
  }

  /** Whether a value is as long as its type asks for. */
  public boolean allows(SecretBytes value) {
    return value.length() >= minimumBytes() && value.length() <= maximumBytes();
  }
}
