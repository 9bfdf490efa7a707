package dev.skep.provider.pqc.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.engine.EngineOffer;
import dev.skep.api.engine.JcaEngines;
import dev.skep.provider.pqc.internal.PqcOperation.Setting;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Requirement;
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
 * needs, so that an algorithm without an engine is not offered; the Java runtime alone has none of
 * them. What is lost is withdrawn before the engine goes: whoever holds that algorithm can finish
 * what is in flight.
 */
@Component(
    service = {},
    configurationPid = PqcEngines.PID)
@Designate(ocd = PqcEngines.Settings.class)
@Requirement(
    namespace = "osgi.service",
    filter = "(&(objectClass=java.security.Provider)(skep.engine=BC))",
    effective = "active")
public final class PqcEngines {
  /** The configuration's name. */
  public static final String PID = "dev.skep.provider.pqc";

  /** The service property with the names of what can be done now. */
  static final String OPERATION_PROPERTY = "skep.operation";

  private static final String BOUNCY_CASTLE = "BC";

  private final JcaEngines engines;
  private volatile Map<Setting, List<String>> preferences;
  private final EngineOffer<String> offer = new EngineOffer<>();
  private @Nullable ServiceRegistration<PqcEngines> registration;

  /** The settings, each a list of engines with the best first. */
  @ObjectClassDefinition(
      name = "SKEP post-quantum engines",
      description =
          "Which JCA engine does which operation. Each setting lists engine names, the best first:"
              + " the name of a JCA provider that a bundle publishes (for example BC), or JDK for"
              + " the Java runtime's own. The first one that is installed and has the operation is"
              + " used; where there is none, the algorithm is not offered. Changes apply to the next"
              + " operation.")
  public @interface Settings {
    /** Engines for {@code ML-KEM}, alone and inside X-Wing. */
    @AttributeDefinition(
        name = "ML-KEM engines",
        description =
            "Encapsulation and key generation of ML-KEM, also inside X25519+ML-KEM-768. They must"
                + " have Bouncy Castle's interface for it.")
    String[] engine_mlkem() default {"BC"};

    /** Engines for {@code ML-DSA}. */
    @AttributeDefinition(
        name = "ML-DSA engines",
        description =
            "Signatures and key generation of ML-DSA-65 and ML-DSA-87. Their keys must have Bouncy"
                + " Castle's interface.")
    String[] engine_mldsa() default {"BC"};

    /** Engines for the Diffie-Hellman inside X-Wing. */
    @AttributeDefinition(
        name = "X25519 engines",
        description = "Key agreement inside X25519+ML-KEM-768.")
    String[] engine_x25519() default {"BC", "JDK"};

    /** Engines for the hash inside X-Wing. */
    @AttributeDefinition(
        name = "SHA-3 engines",
        description = "The SHA3-256 that combines both secrets of X25519+ML-KEM-768.")
    String[] engine_sha3() default {"JDK"};
  }

  /**
   * Makes the component; engines arrive through {@link #addEngine}.
   *
   * @throws SettingsException if a list is empty or names an engine by an empty text
   */
  @Activate
  public PqcEngines(Settings settings) throws SettingsException {
    this.engines = new JcaEngines();
    this.preferences = read(settings);
  }

  /**
   * Uses the engines given, in the default order, with one preference for X25519.
   *
   * @param engines what is at hand; used, not copied
   * @param x25519 engine names, the best first
   */
  public PqcEngines(JcaEngines engines, List<String> x25519) {
    this.engines = engines;
    this.preferences = defaultsWith(x25519);
  }

  /**
   * The engines that {@link java.util.ServiceLoader} finds, with the default preferences. They are
   * looked for once for all algorithms, since making an engine is slow.
   */
  static PqcEngines fromServiceLoader() {
    return FromServiceLoader.ENGINES;
  }

  /** Offers what the engines can do now; then each algorithm's component that can work begins. */
  @Activate
  synchronized void offer(BundleContext context) {
    Set<String> now = available(preferences, null);
    ServiceRegistration<PqcEngines> registered =
        context.registerService(PqcEngines.class, this, properties(now));
    registration = registered;
    offer.open(now, operations -> registered.setProperties(properties(operations)));
  }

  /** Offers nothing any more. */
  @Deactivate
  synchronized void withdraw() {
    ServiceRegistration<PqcEngines> registered = registration;
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
   * The engine for an operation, now.
   *
   * @throws IllegalStateException if no preferred engine is here with that operation
   */
  Provider select(PqcOperation operation) {
    List<String> preference = preferences.getOrDefault(operation.setting(), List.of());
    try {
      return engines.select(preference, operation.type(), operation.algorithm());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          PID + ", " + operation.setting().key() + ": install one of these engines", e);
    }
  }

  private Set<String> available(Map<Setting, List<String>> by, @Nullable Provider leaving) {
    Set<String> found = new TreeSet<>();
    for (PqcOperation operation : PqcOperation.ALL) {
      List<String> preference = by.getOrDefault(operation.setting(), List.of());
      if (preference.stream().anyMatch(name -> has(name, operation, leaving))) {
        found.add(operation.property());
      }
    }
    return found;
  }

  private boolean has(String name, PqcOperation operation, @Nullable Provider leaving) {
    try {
      return engines.select(List.of(name), operation.type(), operation.algorithm()) != leaving;
    } catch (NoSuchAlgorithmException e) {
      return false;
    }
  }

  private static Dictionary<String, ?> properties(Set<String> operations) {
    return FrameworkUtil.asDictionary(EngineOffer.properties(OPERATION_PROPERTY, operations));
  }

  private static Map<Setting, List<String>> read(Settings settings) throws SettingsException {
    Map<Setting, List<String>> read = new EnumMap<>(Setting.class);
    read.put(Setting.MLKEM, names(Setting.MLKEM, settings.engine_mlkem()));
    read.put(Setting.MLDSA, names(Setting.MLDSA, settings.engine_mldsa()));
    read.put(Setting.X25519, names(Setting.X25519, settings.engine_x25519()));
    read.put(Setting.SHA3, names(Setting.SHA3, settings.engine_sha3()));
    return read;
  }

  private static List<String> names(Setting setting, String[] names) throws SettingsException {
    List<String> trimmed = List.of(names).stream().map(String::trim).toList();
    if (trimmed.isEmpty() || trimmed.contains("")) {
      throw new SettingsException(
          PID + ", " + setting.key(), "list one or more engine names, for example BC");
    }
    return trimmed;
  }

  private static Map<Setting, List<String>> defaultsWith(List<String> x25519) {
    Map<Setting, List<String>> defaults = new EnumMap<>(Setting.class);
    defaults.put(Setting.MLKEM, List.of(BOUNCY_CASTLE));
    defaults.put(Setting.MLDSA, List.of(BOUNCY_CASTLE));
    defaults.put(Setting.X25519, List.copyOf(x25519));
    defaults.put(Setting.SHA3, List.of(JcaEngines.JDK));
    return defaults;
  }

  private static final class FromServiceLoader {
    private static final PqcEngines ENGINES =
        new PqcEngines(JcaEngines.fromServiceLoader(), List.of(BOUNCY_CASTLE, JcaEngines.JDK));
  }
}
