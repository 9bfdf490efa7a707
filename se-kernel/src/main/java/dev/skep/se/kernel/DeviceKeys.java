package dev.skep.se.kernel;

import dev.skep.api.se.SecurityElementException;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes and finds device keys: the part that a vendor with an HSM replaces. Thread-safe. */
@ConsumerType
public interface DeviceKeys {
  /**
   * The registered names of the attestation schemes that keys can be made for; the SE offers those
   * of them that are installed.
   */
  List<String> schemes();

  /**
   * Makes a key of the scheme's default size. Nothing of it may depend on the caller's keeping the
   * result: a key that is never opened is as if it was never made.
   *
   * @param scheme the attestation scheme's registered name
   * @return what to store; the caller closes it
   * @throws SecurityElementException with {@code REFUSED} if the scheme is not here, with {@code
   *     UNREACHABLE} if the part that makes it is away
   */
  StoredDeviceKey create(String scheme) throws SecurityElementException;

  /**
   * Opens a key; cheap, and needs neither the scheme nor the part that has the key to be here yet.
   *
   * @param stored read, not kept
   */
  DeviceKey open(StoredDeviceKey stored);
}
