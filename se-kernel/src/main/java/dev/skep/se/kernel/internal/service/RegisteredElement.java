package dev.skep.se.kernel.internal.service;

import dev.skep.api.se.SecurityElement;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.service.ElementService;
import java.util.Map;
import java.util.Optional;
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
  private @Nullable Published published;

  private record Published(ServiceRegistration<?> registration, HostedSecurityElement element) {}

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
    Optional<ServiceRegistration<?>> registered = Optional.empty();
    try {
      registered = registerIfFree(element);
    } finally {
      if (registered.isEmpty()) {
        element.close();
      }
    }
    registered.ifPresent(registration -> published = new Published(registration, element));
    return registered.isPresent();
  }

  private Optional<ServiceRegistration<?>> registerIfFree(HostedSecurityElement element) {
    synchronized (ONE_AFTER_THE_OTHER) {
      if (!isFree()) {
        return Optional.empty();
      }
      return Optional.of(
          context.registerService(
              HostedSecurityElement.serviceNames(),
              element,
              FrameworkUtil.asDictionary(Map.of(SecurityElement.ID_PROPERTY, id))));
    }
  }

  @Override
  public void withdraw() {
    Published now = published;
    if (now != null) {
      published = null;
      now.registration().unregister();
      now.element().close();
    }
  }
}
