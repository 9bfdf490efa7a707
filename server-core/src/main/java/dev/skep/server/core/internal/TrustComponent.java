package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.trust.DirectoryDeviceTrust;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.security.Provider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Device trust by directories as a component of its own, so that a vendor can replace it. A change
 * of its configuration counts from the next chain on; a wrong one changes nothing.
 */
@Component(service = DeviceTrust.class, configurationPid = TrustConfiguration.PID)
@Designate(ocd = TrustConfiguration.class)
public final class TrustComponent implements DeviceTrust {
  private static final Logger LOG = LoggerFactory.getLogger(TrustComponent.class);

  private final JcaEngines engines = new JcaEngines();
  private volatile DirectoryDeviceTrust trust;

  /** Reads the directories. */
  @Activate
  public TrustComponent(Map<String, Object> properties) throws SettingsException {
    try {
      trust = open(properties);
    } catch (SettingsException e) {
      LOG.error("no server is started ({}): {}", TrustConfiguration.PID, e.getMessage());
      throw e;
    }
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      trust = open(properties);
    } catch (SettingsException e) {
      LOG.error("{} stays as it was: {}", TrustConfiguration.PID, e.getMessage());
    }
  }

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(skep.engine=*)")
  void addEngine(Provider engine) {
    engines.add(engine);
  }

  void removeEngine(Provider engine) {
    engines.remove(engine);
  }

  @Override
  public TrustDecision evaluate(List<Bytes> chain, Instant at) {
    return trust.evaluate(chain, at);
  }

  private DirectoryDeviceTrust open(Map<String, Object> properties) throws SettingsException {
    Settings settings = new Settings(TrustConfiguration.class, properties);
    TrustSettings read = TrustReader.read(settings);
    return DirectoryDeviceTrust.open(read, engines, new LoggedTrust(read.anchors()));
  }
}
