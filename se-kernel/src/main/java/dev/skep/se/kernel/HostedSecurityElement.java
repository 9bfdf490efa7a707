package dev.skep.se.kernel;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProvisionedSecurityElement;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An SE that the kernel runs, in all of an SE's roles; its vendor registers it as a service under
 * their names. Thread-safe.
 */
@ProviderType
public interface HostedSecurityElement
    extends PersonalizableSecurityElement, ProvisionedSecurityElement, AutoCloseable {
  /** Erases sessions and keys, and lets the storage go. May be called again. */
  @Override
  void close();
}
