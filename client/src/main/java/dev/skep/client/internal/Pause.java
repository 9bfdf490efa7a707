package dev.skep.client.internal;

import java.time.Duration;

/** Waits; a test's own does not. */
@FunctionalInterface
interface Pause {
  /** Waits as long as told. */
  void pause(Duration duration) throws InterruptedException;
}
