package dev.skep.se.kernel;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An SE that the kernel runs, in all of an SE's roles; its vendor registers it as a service, best
 * by {@code ElementService}. Thread-safe.
 */
@ProviderType
public interface HostedSecurityElement
    extends PersonalizableSecurityElement, ProvisionedSecurityElement, AutoCloseable {
  /** The names of the roles under which it is registered; the caller's array. */
  static String[] serviceNames() {
    return new String[] {
      SecurityElement.class.getName(),
      PersonalizableSecurityElement.class.getName(),
      ProvisionedSecurityElement.class.getName()
    };
  }

  /** Erases sessions and keys, and lets the storage go. May be called again. */
  @Override
  void close();
}
