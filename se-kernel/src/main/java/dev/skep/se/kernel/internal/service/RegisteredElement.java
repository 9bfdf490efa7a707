package dev.skep.se.kernel.internal.service;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;

/** An SE that is registered if its id is free. One thread at a time. */
public final class RegisteredElement implements ElementService {
  /** Configurations of one name begin at the same time when their bundles do. */
  private static final Object ONE_AFTER_THE_OTHER = new Object();

  private final BundleContext context;
  private final String id;
  private @Nullable ServiceRegistration<?> registration;

  /**
   * Not registered yet.
   *
   * @param id {@code scheme:name}
   */
  public RegisteredElement(BundleContext context, String id) {
    this.context = context;
    this.id = id;
  }

  @Override
  public boolean isFree() {
    try {
      return context.getServiceReferences(SecurityElement.class, null).stream()
          .noneMatch(other -> id.equals(other.getProperty(SecurityElement.ID_PROPERTY)));
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("there is no filter", e);
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
    ServiceRegistration<?> registered = registration;
    if (registered != null) {
      registration = null;
      registered.unregister();
    }
  }
}
