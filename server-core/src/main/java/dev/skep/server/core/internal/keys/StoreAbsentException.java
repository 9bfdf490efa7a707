package dev.skep.server.core.internal.keys;

import java.io.IOException;

/** There is no key ring store now. A retry helps once there is one, as after a start. */
final class StoreAbsentException extends IOException {
  private static final long serialVersionUID = 1L;

  StoreAbsentException() {
    super("no key ring store is there; start its bundle");
  }
}
