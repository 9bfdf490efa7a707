package dev.skep.protocol.cbor;

/**
 * How much a parser takes.
 *
 * @param maximumBytes the longest message, in bytes
 * @param maximumDepth the deepest nesting; a message that is no array or map has depth 0
 */
public record CborLimits(int maximumBytes, int maximumDepth) {
  /** 64 KiB and 8 levels (spec rule M-2). */
  public static final CborLimits DEFAULT = new CborLimits(65_536, 8);
}
