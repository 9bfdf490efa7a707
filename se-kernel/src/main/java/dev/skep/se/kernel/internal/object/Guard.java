package dev.skep.se.kernel.internal.object;

import dev.skep.api.provisioning.PinPolicy;

/** A value that its holder has to know, with a counter of tries: a PIN or a PUK. */
public sealed interface Guard extends StoredObject permits StoredPin, StoredPuk {
  /** What a value must look like. */
  PinPolicy policy();

  /** How many more wrong ones block it; 0 when it is blocked. */
  int triesLeft();

  /** The same with another counter; shares the value. */
  Guard withTries(int tries);
}
