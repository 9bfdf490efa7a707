package dev.skep.server.core.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a {@link StoreSealer} under the store key, which keys and enrolments are sealed under.
 * Another file of the key makes another service, and all that is sealed begins anew; a change of
 * the other settings leaves it alone.
 */
@Component(
    service = {},
    configurationPid = KeySettings.PID)
public final class StoreKeyComponent {
  private static final Logger LOG = LoggerFactory.getLogger(StoreKeyComponent.class);
  private static final String SETTING = "store.key.file";

  private final BundleContext context;
  private Published published;

  private record Published(
      Path file, Sealer sealer, ServiceRegistration<StoreSealer> registration) {}

  /** Reads the key, or makes it at the first start. */
  @Activate
  public StoreKeyComponent(BundleContext context, Map<String, Object> properties)
      throws SettingsException {
    this.context = context;
    try {
      Path file = file(properties);
      published = publish(file, open(file));
    } catch (SettingsException e) {
      LOG.error("no server is started ({}): {}", KeySettings.PID, e.getMessage());
      throw e;
    }
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      Path file = file(properties);
      if (!file.equals(published.file())) {
        Sealer next = open(file);
        deactivate();
        published = publish(file, next);
      }
    } catch (SettingsException e) {
      LOG.error("{} stays as it was: {}", KeySettings.PID, e.getMessage());
    }
  }

  private static Path file(Map<String, Object> properties) throws SettingsException {
    return new Settings(KeySettings.class, properties).path(SETTING);
  }

  private static Sealer open(Path file) throws SettingsException {
    SecureRandom random = new SecureRandom();
    SecretBytes key = TokenKeyFile.readOrMake(SETTING, file, random);
    return new Sealer(key, random, new JcaEngines());
  }

  private Published publish(Path file, Sealer sealer) {
    return new Published(file, sealer, context.registerService(StoreSealer.class, sealer, null));
  }

  @Deactivate
  void deactivate() {
    published.registration().unregister();
    published.sealer().close();
  }
}
