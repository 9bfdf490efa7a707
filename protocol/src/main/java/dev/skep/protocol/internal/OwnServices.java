package dev.skep.protocol.internal;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
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
 * Keeps the services of SKEP's bundles whose types are internal to those who own them. Where two
 * versions of a provider run, Felix keeps their engines apart by itself and Equinox does not: a
 * component would be given the other version's, whose type only has the same name.
 */
@Component(
    immediate = true,
    service = {})
public final class OwnServices implements FindHook, EventListenerHook {
  private static final Pattern INTERNAL = Pattern.compile("dev\\.skep\\.(?:.+\\.)?internal\\..+");

  /** Commands are called by a shell's bundle, which needs no type for it. */
  private static final String COMMAND = "osgi.command.function";

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
    return isInternal((String[]) service.getProperty(Constants.OBJECTCLASS))
        && service.getProperty(COMMAND) == null
        && !context.getBundle().equals(service.getBundle());
  }

  private static boolean isInternal(String[] types) {
    return Arrays.stream(types).allMatch(type -> INTERNAL.matcher(type).matches());
  }
}
