package dev.skep.se.software.internal.key;

import dev.skep.api.se.SecurityElementException;

/** Makes and finds device keys: the part that a vendor with an HSM replaces. Thread-safe. */
public interface DeviceKeys {
  /**
   * Makes a key of the scheme's default size. Nothing of it may depend on the caller's keeping the
   * result: a key that is never opened is as if it was never made.
   *
   * @param scheme the attestation scheme's registered name
   * @return what to store; the caller closes it
   * @throws SecurityElementException with {@code REFUSED} if the scheme is not here
   */
  StoredDeviceKey create(String scheme) throws SecurityElementException;

  /**
   * Opens a key; cheap, and does not need the scheme to be here yet.
   *
   * @param stored read, not kept
   */
  DeviceKey open(StoredDeviceKey stored);
}
