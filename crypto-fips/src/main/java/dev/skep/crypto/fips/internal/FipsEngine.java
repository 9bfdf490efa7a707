package dev.skep.crypto.fips.internal;

import java.security.Provider;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the module's provider as a service of type {@link Provider} with the property {@code
 * skep.engine=BCFIPS}, for as long as this component is active. Where the module does not pass its
 * own tests, it says so in one line of the log and registers nothing; algorithm bundles then take
 * the next engine of their lists.
 */
@Component(
    immediate = true,
    service = {})
public final class FipsEngine {
  /** The service property by which algorithm bundles find engines. */
  static final String ENGINE_PROPERTY = "skep.engine";

  private static final Logger LOG = LoggerFactory.getLogger(FipsEngine.class);

  private final @Nullable ServiceRegistration<Provider> registration;

  /**
   * Makes the engine and registers it. The module's tests take seconds, once in a process.
   *
   * @param context the bundle in whose name it is registered
   */
  @Activate
  public FipsEngine(BundleContext context) {
    registration = publish(context);
  }

  /** Takes the engine back; operations in flight end with the object that they hold. */
  @Deactivate
  public void deactivate() {
    if (registration != null) {
      registration.unregister();
    }
  }

  private static @Nullable ServiceRegistration<Provider> publish(BundleContext context) {
    try {
      Provider engine = ResidentModule.in(context);
      LOG.info("{} is in {} mode", engine.getInfo(), ResidentModule.mode(engine));
      return context.registerService(
          Provider.class,
          engine,
          FrameworkUtil.asDictionary(Map.of(ENGINE_PROPERTY, engine.getName())));
    } catch (ModuleUnavailableException e) {
      LOG.error(
          "{} does not start, so the next engine of each list is used: {}; mend that and start the"
              + " process again, or remove this bundle",
          ResidentModule.ENGINE,
          e.getMessage());
      return null;
    }
  }
}
