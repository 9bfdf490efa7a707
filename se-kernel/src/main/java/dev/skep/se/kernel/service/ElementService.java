package dev.skep.se.kernel.service;

import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.internal.service.RegisteredElement;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.BundleContext;

/**
 * One SE's place among the services, under an id that no other SE of the container has. One thread
 * at a time.
 */
@ProviderType
public interface ElementService {
  /**
   * A place that is not taken yet.
   *
   * @param context of the bundle in whose name the SE is registered
   * @param id {@code scheme:name}
   */
  static ElementService of(BundleContext context, String id) {
    return new RegisteredElement(context, id);
  }

  /** Whether no other SE has the id now; to be asked before an SE is opened at some cost. */
  boolean isFree();

  /**
   * Registers the SE in all its roles, with its id as {@code skep.se.id}. The SE is this place's
   * from now on and closed by it: when it is withdrawn, or at once if it is not registered.
   *
   * @return false, and nothing is registered, where another SE has the id; of several that come at
   *     once, one gets it
   */
  boolean publish(HostedSecurityElement element);

  /**
   * Takes the SE away from the services, then closes it; without effect if there is none. The place
   * may be used again.
   */
  void withdraw();
}
