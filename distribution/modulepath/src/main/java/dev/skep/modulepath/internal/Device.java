package dev.skep.modulepath.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * One security element in software with its files.
 *
 * @param folder exists
 * @param out is told each step
 */
record Device(Path folder, PrintStream out) {
  private static final String SCHEME = "soft";
  private static final String ATTESTATION = "ES256";

  /** Makes the attestation key and writes its public half for the device CA. */
  void prepare() throws IOException, StepException {
    try {
      Bytes publicKey = open().createAttestationKey(ATTESTATION);
      Files.write(folder.resolve("attestation-key.der"), publicKey.toArray());
      out.println("prepared: " + ATTESTATION + " key of " + publicKey.length() + " bytes");
    } catch (SecurityElementException e) {
      throw new StepException("the SE makes no key: " + e.getMessage(), e);
    }
  }

  /** The SE with the device CA's chain installed. */
  SecurityElement certified() throws IOException, StepException {
    PersonalizableSecurityElement element = open();
    List<Bytes> chain = chain();
    try {
      element.installCertificateChain(chain);
      out.println(
          "personalised: " + element.info().id() + " with " + chain.size() + " certificates");
      return element;
    } catch (SecurityElementException e) {
      throw new StepException("the SE refuses the chain: " + e.getMessage(), e);
    }
  }

  private PersonalizableSecurityElement open() throws StepException {
    SecurityElementFactory factory =
        ServiceLoader.load(SecurityElementFactory.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.scheme().equals(SCHEME))
            .findFirst()
            .orElseThrow(() -> new StepException("no module makes SEs of the scheme " + SCHEME));
    try {
      return factory.open(
          Map.of(
              "name",
              "plain",
              "storage.file",
              folder.resolve("element.sealed").toString(),
              "key.file",
              folder.resolve("element.key").toString(),
              "key.create",
              "true"));
    } catch (SettingsException e) {
      throw new StepException("the SE does not open: " + e.getMessage(), e);
    }
  }

  private List<Bytes> chain() throws IOException {
    List<Bytes> chain = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("chain"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".der")).sorted().toList()) {
        chain.add(Bytes.of(Files.readAllBytes(file)));
      }
    }
    return chain;
  }
}
