package dev.skep.server.core.internal.trust;

/**
 * How much of a chain is looked at before it is refused.
 *
 * @param certificates how many, at the most
 * @param certificateBytes how long each may be, at the most
 */
public record ChainLimits(int certificates, int certificateBytes) {
  /** 8 certificates of 8 KiB. */
  public static final ChainLimits DEFAULT = new ChainLimits(8, 8 * 1024);

  /** Checks that both are positive. */
  public ChainLimits {
    if (certificates < 1 || certificateBytes < 1) {
      throw new IllegalArgumentException("the limits of a chain are at least 1");
    }
  }
}
