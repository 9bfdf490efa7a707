package dev.skep.provider.rsa.internal;

import dev.skep.api.engine.EngineOffer;
import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The engines that do this bundle's RSA, by configuration. Thread-safe.
 *
 * <p>Engines come and go and the configuration changes while it is in use: each operation takes the
 * engine that is best at its start and ends with it, so no algorithm service is ever registered
 * anew. The choice is made when something changes, not for each operation.
 *
 * <p>It registers itself as a service whose property {@link #OPERATION_PROPERTY} lists what an
 * engine can do now. Each algorithm's component refers to that service by the operations that it
 * needs, so that an algorithm without an engine is not offered. What is lost is withdrawn before
 * the engine goes: whoever holds that algorithm can finish what is in flight.
 */
@Component(
    service = {},
    configurationPid = RsaEngines.PID)
@Designate(ocd = RsaSettings.class)
public final class RsaEngines {
  /** The configuration's name. */
  public static final String PID = "dev.skep.provider.rsa";

  /** The service property with the names of what can be done now. */
  static final String OPERATION_PROPERTY = "skep.operation";

  private final JcaEngines engines;
  private final EngineOffer<RsaOperation> offer = new EngineOffer<>();
  private volatile Choice choice;
  private @Nullable ServiceRegistration<RsaEngines> registration;

  /** Which engine does what, for as long as nothing changes. */
  private record Choice(EnginePreferences preferences, Map<RsaOperation, Provider> providers) {}

  /** Work of the JCA that fails only where an engine lacks what it listed. */
  private interface Lookup<T> {
    T in(Provider engine) throws GeneralSecurityException;
  }

  /** Starts with the JDK's engines; engine services are added as they come. */
  @Activate
  public RsaEngines(RsaSettings settings) {
    this(new JcaEngines(), EnginePreferences.of(settings));
  }

  /**
   * Uses given engines in one order of preference for all operations.
   *
   * @param engines what is added to it later is not seen
   * @param preference engine names, the best first
   */
  public RsaEngines(JcaEngines engines, List<String> preference) {
    this(engines, EnginePreferences.all(preference));
  }

  private RsaEngines(JcaEngines engines, EnginePreferences preferences) {
    this.engines = engines;
    this.choice = choose(engines, preferences);
  }

  /** One for all algorithms that ServiceLoader makes: a JCA provider is costly to make. */
  private static final class OfModulePath {
    static final RsaEngines SHARED =
        new RsaEngines(JcaEngines.fromServiceLoader(), EnginePreferences.DEFAULT);
  }

  /** The engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  static RsaEngines ofModulePath() {
    return OfModulePath.SHARED;
  }

  /** Offers what the engines can do now; then each algorithm's component that can work begins. */
  @Activate
  synchronized void offer(BundleContext context) {
    Set<RsaOperation> now = choice.providers().keySet();
    ServiceRegistration<RsaEngines> registered =
        context.registerService(RsaEngines.class, this, properties(now));
    registration = registered;
    offer.open(now, operations -> registered.setProperties(properties(operations)));
  }

  /** Offers nothing any more. */
  @Deactivate
  synchronized void withdraw() {
    ServiceRegistration<RsaEngines> registered = registration;
    registration = null;
    offer.close();
    if (registered != null) {
      registered.unregister();
    }
  }

  /** Takes a changed configuration. */
  @Modified
  public synchronized void modified(RsaSettings settings) {
    change(choose(engines, EnginePreferences.of(settings)));
  }

  /** Takes an engine that a bundle published. */
  @Reference(
      service = Provider.class,
      target = "(skep.engine=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  public synchronized void addEngine(Provider engine) {
    engines.add(engine);
    change(choose(engines, choice.preferences()));
  }

  /** Lets an engine go; returns once nobody is offered what only this one had. */
  public synchronized void removeEngine(Provider engine) {
    engines.remove(engine);
    change(choose(engines, choice.preferences()));
  }

  /** What is lost is withdrawn first; those who hold it work with the former choice until then. */
  private void change(Choice next) {
    Set<RsaOperation> operations = next.providers().keySet();
    offer.keepWithin(operations);
    choice = next;
    offer.become(operations);
  }

  private static Dictionary<String, ?> properties(Set<RsaOperation> operations) {
    return FrameworkUtil.asDictionary(
        EngineOffer.properties(
            OPERATION_PROPERTY, operations.stream().map(RsaOperation::name).toList()));
  }

  Cipher cipher(RsaOperation operation) {
    return get(operation, engine -> Cipher.getInstance(operation.algorithm(), engine));
  }

  Signature pss() {
    return get(
        RsaOperation.PSS, engine -> Signature.getInstance(RsaOperation.PSS.algorithm(), engine));
  }

  MessageDigest digest() {
    return get(
        RsaOperation.DIGEST,
        engine -> MessageDigest.getInstance(RsaOperation.DIGEST.algorithm(), engine));
  }

  KeyFactory keyFactory() {
    return get(
        RsaOperation.KEY_FACTORY,
        engine -> KeyFactory.getInstance(RsaOperation.KEY_FACTORY.algorithm(), engine));
  }

  KeyPairGenerator keyPairGenerator() {
    return get(
        RsaOperation.KEY_GENERATOR,
        engine -> KeyPairGenerator.getInstance(RsaOperation.KEY_GENERATOR.algorithm(), engine));
  }

  private <T> T get(RsaOperation operation, Lookup<T> lookup) {
    Choice now = choice;
    Provider engine = now.providers().get(operation);
    if (engine == null) {
      throw new IllegalStateException(operation.missing(now.preferences()));
    }
    try {
      return lookup.in(engine);
    } catch (GeneralSecurityException e) {
      throw failed(e);
    }
  }

  /** What the JCA says cannot happen; the one place where it becomes an exception. */
  static IllegalStateException failed(GeneralSecurityException cause) {
    return new IllegalStateException("the RSA engine failed: " + cause.getMessage(), cause);
  }

  private static Choice choose(JcaEngines engines, EnginePreferences preferences) {
    Map<RsaOperation, Provider> providers = new EnumMap<>(RsaOperation.class);
    for (RsaOperation operation : RsaOperation.values()) {
      operation.select(engines, preferences).ifPresent(engine -> providers.put(operation, engine));
    }
    return new Choice(preferences, providers);
  }
}
