package dev.skep.protocol.internal;

import dev.skep.api.engine.EngineOffer;
import java.util.Collection;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Shows a service that says {@link EngineOffer#BUNDLE_PRIVATE} to the bundle that registered it and
 * to no other. Where two versions of a provider run, Felix keeps their engines apart by itself and
 * Equinox does not: a component would be given the other version's, whose type only has the same
 * name.
 */
@Component(
    immediate = true,
    service = {})
public final class OwnServices implements FindHook, EventListenerHook {
  private final ServiceRegistration<?> registration;

  /** Begins to keep them apart. */
  @Activate
  public OwnServices(BundleContext context) {
    registration =
        context.registerService(
            new String[] {FindHook.class.getName(), EventListenerHook.class.getName()}, this, null);
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
  }

  @Override
  public void find(
      BundleContext context,
      String name,
      String filter,
      boolean allServices,
      Collection<ServiceReference<?>> references) {
    references.removeIf(service -> isOfAnother(service, context));
  }

  @Override
  public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
    listeners.keySet().removeIf(context -> isOfAnother(event.getServiceReference(), context));
  }

  private static boolean isOfAnother(ServiceReference<?> service, BundleContext context) {
    return Boolean.TRUE.equals(service.getProperty(EngineOffer.BUNDLE_PRIVATE))
        && !context.getBundle().equals(service.getBundle());
  }
}
