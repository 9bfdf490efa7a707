package dev.skep.modulepath.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.IssuerServerFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * The issuer's server with its files.
 *
 * @param folder exists
 */
record Issuer(Path folder) {
  /** Starts it. */
  IssuerServer start() throws StepException {
    IssuerServerFactory factory =
        ServiceLoader.load(IssuerServerFactory.class)
            .findFirst()
            .orElseThrow(() -> new StepException("no module brings an issuer's server"));
    try {
      return factory.start(
          Map.of(
              "issuer", "urn:skep:plain-issuer",
              "transports", "DHKEM-P256-HKDF-SHA256",
              "anchors.directory", folder.resolve("anchors").toString(),
              "crl.directory", folder.resolve("crls").toString(),
              "directory", folder.resolve("keys").toString(),
              "passphrase.file", folder.resolve("keys.passphrase").toString()));
    } catch (SettingsException e) {
      throw new StepException("the server does not start: " + e.getMessage(), e);
    }
  }
}
