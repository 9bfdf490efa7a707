package dev.skep.se.kernel;

import java.time.Duration;

/**
 * How one SE behaves.
 *
 * @param id {@code scheme:name}, unique in this container
 * @param model for a person to read
 * @param wrappedHandles whether handles carry their session, instead of naming one in memory
 * @param sessionTimeout how long a session may last from its beginning
 * @param sessionQuota how many sessions may run at once
 * @param objectQuota how many objects there may be, and how many provisional changes besides
 */
public record KernelSettings(
    String id,
    String model,
    boolean wrappedHandles,
    Duration sessionTimeout,
    int sessionQuota,
    int objectQuota) {
  /** What suits most: sessions in memory, five minutes each, 32 at once; 256 objects. */
  public static KernelSettings standard(String id, String model) {
    return new KernelSettings(id, model, false, Duration.ofSeconds(300), 32, 256);
  }

  /** Checks the ranges. */
  public KernelSettings {
    if (sessionTimeout.isNegative()
        || sessionTimeout.isZero()
        || sessionQuota < 1
        || objectQuota < 1) {
      throw new IllegalArgumentException("a session needs time and room");
    }
  }
}
