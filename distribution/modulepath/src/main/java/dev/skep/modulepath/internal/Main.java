package dev.skep.modulepath.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.util.List;
import java.util.ServiceLoader;

/** Says which algorithms the modules beside it bring. */
public final class Main {
  private Main() {}

  /**
   * Prints one line for each algorithm: its role, its name, its module. Ends with status 1 if a
   * module is not a named one with a descriptor of its own.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    List<String> unnamed =
        ModuleLayer.boot().modules().stream()
            .filter(module -> module.getDescriptor().isAutomatic())
            .map(Module::getName)
            .sorted()
            .toList();
    if (!unnamed.isEmpty()) {
      System.err.println("these jars have no module-info: " + unnamed);
      System.exit(1);
    }
    list("transport", ServiceLoader.load(KeyTransport.class));
    list("attestation", ServiceLoader.load(AttestationScheme.class));
    list("kdf", ServiceLoader.load(KeyDerivation.class));
    list("cipher", ServiceLoader.load(SessionCipher.class));
  }

  private static void list(String role, ServiceLoader<? extends Algorithm> algorithms) {
    algorithms.stream()
        .map(ServiceLoader.Provider::get)
        .map(found -> role + " " + found.name() + " " + found.getClass().getModule().getName())
        .sorted()
        .forEach(System.out::println);
  }
}
