package dev.skep.provider.ecdh.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.provider.ecdh.internal.EcOperation.Setting;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
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
 */
@Component(service = EcEngines.class, configurationPid = EcEngines.PID)
@Designate(ocd = EcEngines.Settings.class)
public final class EcEngines {
  /** The configuration's name. */
  public static final String PID = "dev.skep.provider.ecdh";

  private static final List<String> FASTEST_FIRST =
      List.of("AmazonCorrettoCryptoProvider", "BC", JcaEngines.JDK);

  private final JcaEngines engines;
  private volatile Map<Setting, List<String>> preferences;

  /** The settings, each a list of engines with the best first. */
  @ObjectClassDefinition(
      name = "SKEP elliptic-curve engines",
      description =
          "Which JCA engine does which operation. Each setting lists engine names, the best first:"
              + " the name of a JCA provider that a bundle publishes (for example BC), or JDK for"
              + " the Java runtime's own. The first one that is installed, has the operation and"
              + " reads its keys is used. Changes apply to the next operation.")
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

  /**
   * Replaces the preferences; the former ones stay where the new ones are wrong.
   *
   * @throws SettingsException if a list is empty or names an engine by an empty text
   */
  @Modified
  public void modified(Settings settings) throws SettingsException {
    preferences = read(settings);
  }

  /** Takes up an engine that a bundle publishes. */
  @Reference(
      service = Provider.class,
      target = "(skep.engine=*)",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "removeEngine")
  public void addEngine(Provider engine) {
    engines.add(engine);
  }

  /** Lets an engine go; what is under way with it finishes. */
  public void removeEngine(Provider engine) {
    engines.remove(engine);
  }

  /**
   * The engine for an operation, now: the first preferred one that is here, has it, and reads the
   * keys for it.
   *
   * @throws IllegalStateException if no preferred engine is here with that operation
   */
  Provider select(EcOperation operation) {
    List<String> preference = preferences.getOrDefault(operation.setting(), List.of());
    try {
      Provider engine = engines.select(preference, operation.type(), operation.algorithm());
      while (!operation.setting().keysAreReadBy(engine)) {
        preference = after(engine, preference);
        engine = engines.select(preference, operation.type(), operation.algorithm());
      }
      return engine;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          PID + ", " + operation.setting().key() + ": install one of these engines or add JDK", e);
    }
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
