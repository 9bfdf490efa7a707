package dev.skep.modulepath.internal;

import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import java.io.PrintStream;
import java.security.Provider;
import java.util.ServiceLoader;

/** The algorithms and the JCA engines that are found. */
final class AlgorithmList {
  private AlgorithmList() {}

  /** Prints one line for each: its role, its name, its module. */
  static void print(PrintStream out) {
    print("transport", ServiceLoader.load(KeyTransport.class), out);
    print("attestation", ServiceLoader.load(AttestationScheme.class), out);
    print("kdf", ServiceLoader.load(KeyDerivation.class), out);
    print("cipher", ServiceLoader.load(SessionCipher.class), out);
    printEngines(out);
  }

  /** The Java runtime's own are not named: they are always there. */
  private static void printEngines(PrintStream out) {
    ServiceLoader.load(Provider.class).stream()
        .filter(found -> !found.type().getModule().getName().matches("(java|jdk)\\..*"))
        .map(ServiceLoader.Provider::get)
        .map(found -> "engine " + found.getName() + " " + found.getClass().getModule().getName())
        .sorted()
        .forEach(out::println);
  }

  private static void print(
      String role, ServiceLoader<? extends Algorithm> algorithms, PrintStream out) {
    algorithms.stream()
        .map(ServiceLoader.Provider::get)
        .map(found -> role + " " + found.name() + " " + found.getClass().getModule().getName())
        .sorted()
        .forEach(out::println);
  }
}
