package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store key as a component of its own, since keys and enrolments are sealed under it. */
@Component(service = StoreSealer.class, configurationPid = KeySettings.PID)
public final class StoreKeyComponent implements StoreSealer {
  private static final Logger LOG = LoggerFactory.getLogger(StoreKeyComponent.class);
  private static final String SETTING = "store.key.file";

  private final Sealer sealer;

  /** Reads the key, or makes it at the first start. */
  @Activate
  public StoreKeyComponent(Map<String, Object> properties) throws SettingsException {
    try {
      Settings settings = new Settings(KeySettings.class, properties);
      SecureRandom random = new SecureRandom();
      SecretBytes key = TokenKeyFile.readOrMake(SETTING, settings.path(SETTING), random);
      sealer = new Sealer(key, random, new JcaEngines());
    } catch (SettingsException e) {
      LOG.error("no server is started ({}): {}", KeySettings.PID, e.getMessage());
      throw e;
    }
  }

  @Override
  public Bytes seal(String purpose, SecretBytes content) {
    return sealer.seal(purpose, content);
  }

  @Override
  public Optional<SecretBytes> open(String purpose, Bytes box) {
    return sealer.open(purpose, box);
  }

  @Deactivate
  void deactivate() {
    sealer.close();
  }
}
