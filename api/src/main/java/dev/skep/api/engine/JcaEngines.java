package dev.skep.api.engine;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The JCA providers at hand, each an object that callers pass to {@code getInstance}. Thread-safe.
 *
 * <p>A preference is a list of provider names ({@link Provider#getName}, for example {@code BC});
 * {@link #JDK} stands for whichever of the JDK's own providers has the service. The first one that
 * is here and has the service wins, so an engine that lacks an algorithm is passed over.
 */
public final class JcaEngines {
  /** Stands for the JDK's own providers. */
  public static final String JDK = "JDK";

  private final List<Provider> engines = new CopyOnWriteArrayList<>();

  /** What was found since the engines changed; sessions ask for the same few again and again. */
  private volatile Map<Wanted, Provider> found = new ConcurrentHashMap<>();

  private record Wanted(List<String> preference, String type, String algorithm) {}

  /** Makes an instance that knows the JDK's engines only. */
  public JcaEngines() {}

  /** Makes an instance with the JDK's engines and those that {@link ServiceLoader} finds. */
  public static JcaEngines fromServiceLoader() {
    JcaEngines loaded = new JcaEngines();
    ServiceLoader.load(Provider.class).stream()
        .filter(candidate -> !isOfJdk(candidate.type()))
        .forEach(candidate -> loaded.add(candidate.get()));
    return loaded;
  }

  /** Adds an engine; the newest of one name wins. */
  public void add(Provider engine) {
    engines.add(0, engine);
    found = new ConcurrentHashMap<>();
  }

  /** Removes an engine; unknown ones are ignored. */
  public void remove(Provider engine) {
    engines.removeIf(known -> known == engine);
    found = new ConcurrentHashMap<>();
  }

  /**
   * The first preferred engine that is here and has the service. The answer is remembered until an
   * engine is added or removed.
   *
   * @param preference provider names or {@link #JDK}, the best first
   * @param type the JCA service type, for example {@code KeyAgreement}
   * @param algorithm the JCA algorithm, for example {@code ECDH}
   * @throws NoSuchAlgorithmException if none has it; the message names what was looked for
   */
  public Provider select(List<String> preference, String type, String algorithm)
      throws NoSuchAlgorithmException {
    // Taken before the search, so that what is found with engines that go meanwhile goes with it.
    Map<Wanted, Provider> known = found;
    Wanted wanted = new Wanted(preference, type, algorithm);
    Provider chosen = known.get(wanted);
    if (chosen == null) {
      chosen = search(preference, type, algorithm);
      known.put(new Wanted(List.copyOf(preference), type, algorithm), chosen);
    }
    return chosen;
  }

  private Provider search(List<String> preference, String type, String algorithm)
      throws NoSuchAlgorithmException {
    for (String name : preference) {
      Optional<Provider> engine = name.equals(JDK) ? ofJdk(type, algorithm) : named(name);
      if (engine.isPresent() && engine.get().getService(type, algorithm) != null) {
        return engine.get();
      }
    }
    throw new NoSuchAlgorithmException(
        "none of the engines " + preference + " is installed with " + type + "." + algorithm);
  }

  private Optional<Provider> named(String name) {
    return engines.stream().filter(engine -> engine.getName().equals(name)).findFirst();
  }

  private static Optional<Provider> ofJdk(String type, String algorithm) {
    for (Provider candidate : Security.getProviders()) {
      if (isOfJdk(candidate.getClass()) && candidate.getService(type, algorithm) != null) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean isOfJdk(Class<?> type) {
    String module = type.getModule().getName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }
}
