package dev.skep.crypto.bc.internal;

import java.security.Provider;
import java.util.Map;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Registers one {@link BouncyCastleProvider} as a service of type {@link Provider} with the
 * property {@code skep.engine=BC}, for as long as this component is active.
 *
 * <p>It registers by hand because the service object is Bouncy Castle's own: a component that
 * subclassed it would run a foreign superclass's constructor inside Declarative Services and would
 * not be the provider whose name and class others expect.
 */
@Component(
    immediate = true,
    service = {})
public final class BouncyCastleEngine {
  /** The service property by which algorithm bundles find engines. */
  static final String ENGINE_PROPERTY = "skep.engine";

  private final ServiceRegistration<Provider> registration;

  /**
   * Makes the engine and registers it.
   *
   * @param context the bundle in whose name it is registered
   */
  @Activate
  public BouncyCastleEngine(BundleContext context) {
    Provider engine = new BouncyCastleProvider();
    registration =
        context.registerService(
            Provider.class,
            engine,
            FrameworkUtil.asDictionary(Map.of(ENGINE_PROPERTY, engine.getName())));
  }

  /** Takes the engine back; operations in flight end with the object that they hold. */
  @Deactivate
  public void deactivate() {
    registration.unregister();
  }
}
