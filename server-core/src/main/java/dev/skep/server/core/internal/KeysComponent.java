package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.server.core.internal.keys.KeyRing;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.keys.RingPlace;
import dev.skep.server.core.internal.offer.ServerKey;
import dev.skep.server.core.internal.offer.StaticKeys;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key ring as a component of its own, so that a change of policy leaves it alone. */
@Component(
    service = {StaticKeys.class, ManagementKeys.class},
    configurationPid = KeySettings.PID)
@Designate(ocd = KeySettings.class)
public final class KeysComponent implements StaticKeys, ManagementKeys {
  private static final Logger LOG = LoggerFactory.getLogger(KeysComponent.class);

  private static final int MAINTENANCE_SECONDS = 60;

  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "skep-key-rotation");
            thread.setDaemon(true);
            return thread;
          });
  private final AtomicReference<KeyRingStore> store = new AtomicReference<>();
  private final KeyRing ring;
  private final RingKeys keys;
  private final ManagementKeys managementKeys;

  /** Opens the ring. */
  @Activate
  public KeysComponent(Map<String, Object> properties, @Reference StoreSealer sealer)
      throws SettingsException {
    try {
      Settings settings = new Settings(KeySettings.class, properties);
      SecureRandom random = new SecureRandom();
      RingPlace place =
          new RingPlace(KeyRings.mode(settings), () -> Optional.ofNullable(store.get()), sealer);
      ring = KeyRings.open(settings, place, random, background);
      keys = new RingKeys(ring);
      managementKeys = ring.managementKeys(new JcaEngines(), random);
      background.scheduleWithFixedDelay(
          this::maintain, MAINTENANCE_SECONDS, MAINTENANCE_SECONDS, TimeUnit.SECONDS);
    } catch (SettingsException e) {
      background.shutdownNow();
      LOG.error("no server is started ({}): {}", KeySettings.PID, e.getMessage());
      throw e;
    }
  }

  @Override
  public Optional<ServerKey> current(KeyTransport transport) {
    return keys.current(transport);
  }

  @Override
  public Optional<ServerKey> find(KeyTransport transport, Bytes keyId) {
    return keys.find(transport, keyId);
  }

  @Override
  public Optional<ManagementKey> current() {
    return managementKeys.current();
  }

  @Override
  public Optional<Bytes> sign(ManagementKey key, Bytes message) {
    return managementKeys.sign(key, message);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setStore(KeyRingStore added) {
    store.set(added);
  }

  void unsetStore(KeyRingStore removed) {
    store.compareAndSet(removed, null);
  }

  /**
   * Erases retired keys also on a server that nobody uses. An error that nobody foresaw must not
   * end that, such as a missing class of a store that is exchanged.
   */
  private void maintain() {
    try {
      ring.maintain();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the key ring could not be looked after; it is tried again", e);
    }
  }

  @Deactivate
  void deactivate() {
    background.shutdownNow();
    ring.close();
  }
}
