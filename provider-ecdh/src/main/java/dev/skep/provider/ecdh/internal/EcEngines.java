package dev.skep.provider.ecdh.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.engine.EngineOffer;
import dev.skep.api.engine.JcaEngines;
import dev.skep.provider.ecdh.internal.EcOperation.Setting;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which JCA engine does which operation of this bundle. Thread-safe; a change of configuration, an
 * engine that arrives and one that leaves take effect with the next operation, without the
 * algorithm services being registered again.
 *
 * <p>It registers itself as a service whose property {@link #OPERATION_PROPERTY} lists what an
 * engine can do now. Each algorithm's component refers to that service by the operations that it
 * needs, so that an algorithm without an engine is not offered. What is lost is withdrawn before
 * the engine goes: whoever holds that algorithm can finish what is in flight.
 */
@Component(
    service = {},
    configurationPid = EcEngines.PID)
@Designate(ocd = EcEngines.Settings.class)
public final class EcEngines {
  /** The configuration's name. */
  public static final String PID = "dev.skep.provider.ecdh";

  /** The service property with the names of what can be done now. */
  static final String OPERATION_PROPERTY = "skep.operation";

  private static final List<String> FASTEST_FIRST =
      List.of("AmazonCorrettoCryptoProvider", "BC", JcaEngines.JDK);

  private final JcaEngines engines;
  private volatile Map<Setting, List<String>> preferences;
  private final EngineOffer<String> offer = new EngineOffer<>();
  private @Nullable ServiceRegistration<EcEngines> registration;

  /** The settings, each a list of engines with the best first. */
  @ObjectClassDefinition(
      name = "SKEP elliptic-curve engines",
      description =
          "Which JCA engine does which operation. Each setting lists engine names, the best first:"
              + " the name of a JCA provider that a bundle publishes (for example BC), or JDK for"
              + " the Java runtime's own. The first one that is installed, has the operation and"
              + " reads its keys is used; where there is none, the algorithm is not offered. Changes"
              + " apply to the next operation.")
  public @interface Settings {
    /** Engines for {@code DHKEM} on the NIST curves. */
    @AttributeDefinition(
        name = "ECDH engines",
        description = "Key agreement and key generation of DHKEM on P-256, P-384 and P-521.")
    String[] engine_ecdh() default {"AmazonCorrettoCryptoProvider", "BC", "JDK"};

    /** Engines for {@code ES256}, {@code ES384} and {@code ES512}. */
    @AttributeDefinition(
        name = "ECDSA engines",
        description = "Signatures and key generation of ES256, ES384 and ES512.")
    String[] engine_ecdsa() default {"AmazonCorrettoCryptoProvider", "BC", "JDK"};

    /** Engines for {@code DHKEM} on Curve25519. */
    @AttributeDefinition(
        name = "X25519 engines",
        description = "Key agreement and key generation of DHKEM on X25519.")
    String[] engine_x25519() default {"BC", "JDK"};

    /** Engines for {@code Ed25519}. */
    @AttributeDefinition(
        name = "Ed25519 engines",
        description = "Signatures and key generation of Ed25519.")
    String[] engine_ed25519() default {"BC", "JDK"};

    /** Engines for the HMAC inside HKDF. */
    @AttributeDefinition(
        name = "HMAC engines",
        description = "The HMAC inside DHKEM's key derivation (HKDF with SHA-256, -384, -512).")
    String[] engine_hmac() default {"JDK"};
  }

  /**
   * Makes the component; engines arrive through {@link #addEngine}.
   *
   * @throws SettingsException if a list is empty or names an engine by an empty text
   */
  @Activate
  public EcEngines(Settings settings) throws SettingsException {
    this.engines = new JcaEngines();
    this.preferences = read(settings);
  }

  /**
   * Uses the engines given, with one preference for every operation on a curve; HMAC stays with the
   * JDK.
   *
   * @param engines what is at hand; used, not copied
   * @param preference engine names, the best first
   */
  public EcEngines(JcaEngines engines, List<String> preference) {
    this.engines = engines;
    this.preferences = forCurves(preference);
  }

  /**
   * The engines that {@link java.util.ServiceLoader} finds, with the default preferences. They are
   * looked for once for all algorithms, since making an engine is slow.
   */
  static EcEngines fromServiceLoader() {
    return FromServiceLoader.ENGINES;
  }

  /** Offers what the engines can do now; then each algorithm's component that can work begins. */
  @Activate
  synchronized void offer(BundleContext context) {
    Set<String> now = available(preferences, null);
    ServiceRegistration<EcEngines> registered =
        context.registerService(EcEngines.class, this, properties(now));
    registration = registered;
    offer.open(now, operations -> registered.setProperties(properties(operations)));
  }

  /** Offers nothing any more. */
  @Deactivate
  synchronized void withdraw() {
    ServiceRegistration<EcEngines> registered = registration;
    registration = null;
    offer.close();
    if (registered != null) {
      registered.unregister();
    }
  }

  /**
   * Replaces the preferences; the former ones stay where the new ones are wrong.
   *
   * @throws SettingsException if a list is empty or names an engine by an empty text
   */
  @Modified
  public synchronized void modified(Settings settings) throws SettingsException {
    Map<Setting, List<String>> next = read(settings);
    Set<String> operations = available(next, null);
    offer.keepWithin(operations);
    preferences = next;
    offer.become(operations);
  }

  /** Takes up an engine that a bundle publishes. */
  @Reference(
      service = Provider.class,
      target = "(skep.engine=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "removeEngine")
  public synchronized void addEngine(Provider engine) {
    engines.add(engine);
    offer.become(available(preferences, null));
  }

  /** Lets an engine go; returns once nobody is offered what only this one had. */
  public synchronized void removeEngine(Provider engine) {
    offer.keepWithin(available(preferences, engine));
    engines.remove(engine);
    offer.become(available(preferences, null));
  }

  /**
   * The engine for an operation, now: the first preferred one that is here, has it, and reads the
   * keys for it.
   *
   * @throws IllegalStateException if no preferred engine is here with that operation
   */
  Provider select(EcOperation operation) {
    try {
      return select(operation, preferences, null);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          PID + ", " + operation.setting().key() + ": install one of these engines or add JDK", e);
    }
  }

  private Provider select(
      EcOperation operation, Map<Setting, List<String>> by, @Nullable Provider leaving)
      throws NoSuchAlgorithmException {
    List<String> preference = by.getOrDefault(operation.setting(), List.of());
    Provider engine = engines.select(preference, operation.type(), operation.algorithm());
    while (engine == leaving || !operation.setting().keysAreReadBy(engine)) {
      preference = after(engine, preference);
      engine = engines.select(preference, operation.type(), operation.algorithm());
    }
    return engine;
  }

  private Set<String> available(Map<Setting, List<String>> by, @Nullable Provider leaving) {
    Set<String> found = new TreeSet<>();
    for (EcOperation operation : EcOperation.ALL) {
      if (has(operation, by, leaving)) {
        found.add(operation.property());
      }
    }
    return found;
  }

  private boolean has(
      EcOperation operation, Map<Setting, List<String>> by, @Nullable Provider leaving) {
    try {
      return select(operation, by, leaving) != null;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  private static Dictionary<String, ?> properties(Set<String> operations) {
    return FrameworkUtil.asDictionary(EngineOffer.properties(OPERATION_PROPERTY, operations));
  }

  private static List<String> after(Provider engine, List<String> preference) {
    int named = preference.indexOf(engine.getName());
    int last = named < 0 ? preference.indexOf(JcaEngines.JDK) : named;
    return preference.subList(last + 1, preference.size());
  }

  private static Map<Setting, List<String>> read(Settings settings) throws SettingsException {
    Map<Setting, List<String>> read = new EnumMap<>(Setting.class);
    read.put(Setting.ECDH, names(Setting.ECDH, settings.engine_ecdh()));
    read.put(Setting.ECDSA, names(Setting.ECDSA, settings.engine_ecdsa()));
    read.put(Setting.X25519, names(Setting.X25519, settings.engine_x25519()));
    read.put(Setting.ED25519, names(Setting.ED25519, settings.engine_ed25519()));
    read.put(Setting.HMAC, names(Setting.HMAC, settings.engine_hmac()));
    return read;
  }

  private static List<String> names(Setting setting, String[] names) throws SettingsException {
    List<String> trimmed = List.of(names).stream().map(String::trim).toList();
    if (trimmed.isEmpty() || trimmed.contains("")) {
      throw new SettingsException(
          PID + ", " + setting.key(), "list one or more engine names, for example BC, JDK");
    }
    return trimmed;
  }

  private static Map<Setting, List<String>> forCurves(List<String> preference) {
    Map<Setting, List<String>> same = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      same.put(setting, List.copyOf(preference));
    }
    same.put(Setting.HMAC, List.of(JcaEngines.JDK));
    return same;
  }

  private static final class FromServiceLoader {
    private static final EcEngines ENGINES =
        new EcEngines(JcaEngines.fromServiceLoader(), FASTEST_FIRST);
  }
}
