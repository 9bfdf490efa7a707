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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key ring as a component of its own, so that a change of policy leaves it alone. A change of
 * its own configuration counts from the next key on; a wrong one changes nothing.
 */
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
  private final StoreSealer sealer;

  /** Held for reading while a ring is used, for writing while it is exchanged. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private Opened opened;

  private record Opened(KeyRing ring, RingKeys keys, ManagementKeys managementKeys) {}

  /** Opens the ring. */
  @Activate
  public KeysComponent(Map<String, Object> properties, @Reference StoreSealer sealer)
      throws SettingsException {
    this.sealer = sealer;
    try {
      opened = open(properties);
      background.scheduleWithFixedDelay(
          this::maintain, MAINTENANCE_SECONDS, MAINTENANCE_SECONDS, TimeUnit.SECONDS);
    } catch (SettingsException e) {
      background.shutdownNow();
      LOG.error("no server is started ({}): {}", KeySettings.PID, e.getMessage());
      throw e;
    }
  }

  private Opened open(Map<String, Object> properties) throws SettingsException {
    Settings settings = new Settings(KeySettings.class, properties);
    SecureRandom random = new SecureRandom();
    RingPlace place =
        new RingPlace(KeyRings.mode(settings), () -> Optional.ofNullable(store.get()), sealer);
    KeyRing ring = KeyRings.open(settings, place, random, background);
    return new Opened(ring, new RingKeys(ring), ring.managementKeys(new JcaEngines(), random));
  }

  /** Opens the ring anew; who asks for a key meanwhile waits for it. */
  @Modified
  void modified(Map<String, Object> properties) {
    use.writeLock().lock();
    try {
      Opened next = open(properties);
      opened.ring().close();
      opened = next;
    } catch (SettingsException e) {
      LOG.error("{} stays as it was: {}", KeySettings.PID, e.getMessage());
    } finally {
      use.writeLock().unlock();
    }
  }

  private <T> T with(Function<Opened, T> work) {
    use.readLock().lock();
    try {
      return work.apply(opened);
    } finally {
      use.readLock().unlock();
    }
  }

  @Override
  public Optional<ServerKey> current(KeyTransport transport) {
    return with(now -> now.keys().current(transport));
  }

  @Override
  public Optional<ServerKey> find(KeyTransport transport, Bytes keyId) {
    return with(now -> now.keys().find(transport, keyId));
  }

  @Override
  public Optional<ManagementKey> current() {
    return with(now -> now.managementKeys().current());
  }

  @Override
  public Optional<Bytes> sign(ManagementKey key, Bytes message) {
    return with(now -> now.managementKeys().sign(key, message));
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
    use.readLock().lock();
    try {
      opened.ring().maintain();
    } catch (RuntimeException | LinkageError e) {
      LOG.error("the key ring could not be looked after; it is tried again", e);
    } finally {
      use.readLock().unlock();
    }
  }

  @Deactivate
  void deactivate() {
    background.shutdownNow();
    opened.ring().close();
  }
}
