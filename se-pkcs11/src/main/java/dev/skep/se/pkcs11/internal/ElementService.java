package dev.skep.se.pkcs11.internal;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;

/** An SE as a service under an id that no other SE has. One thread at a time. */
final class ElementService implements TokenWatch.User {
  /** Two configurations of one name begin at the same time when the bundle does. */
  private static final Object ONE_AFTER_THE_OTHER = new Object();

  private final BundleContext context;
  private final String id;
  private @Nullable ServiceRegistration<?> registration;

  /**
   * No service yet.
   *
   * @param id of checked characters
   */
  ElementService(BundleContext context, String id) {
    this.context = context;
    this.id = id;
  }

  @Override
  public boolean isFree() {
    try {
      String filter = "(" + SecurityElement.ID_PROPERTY + "=" + id + ")";
      return context.getServiceReferences(SecurityElement.class, filter).isEmpty();
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("a checked name is fit for a filter", e);
    }
  }

  @Override
  public boolean publish(HostedSecurityElement element) {
    synchronized (ONE_AFTER_THE_OTHER) {
      if (!isFree()) {
        return false;
      }
      registration =
          context.registerService(
              HostedSecurityElement.serviceNames(),
              element,
              FrameworkUtil.asDictionary(Map.of(SecurityElement.ID_PROPERTY, id)));
      return true;
    }
  }

  @Override
  public void withdraw() {
    ServiceRegistration<?> published = registration;
    if (published != null) {
      registration = null;
      published.unregister();
    }
  }
}
