package dev.skep.se.pkcs11.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.SecurityElementContract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all SEs, with SoftHSM2 for the token. */
class Pkcs11SecurityElementContractTest extends SecurityElementContract {
  private final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  private SoftHsm token;
  private int made;

  @TempDir static Path folder;

  @BeforeAll
  void makeToken() throws Exception {
    token = SoftHsm.token(folder);
  }

  @Override
  protected AlgorithmCatalogue algorithms() {
    return catalogue;
  }

  @Override
  protected PersonalizableSecurityElement newElement() throws SettingsException {
    made++;
    return open();
  }

  private PersonalizableSecurityElement open() throws SettingsException {
    return new Pkcs11SecurityElementFactory()
        .open(token.settings("contract", folder.resolve(String.valueOf(made)).resolve("se.skep")));
  }

  @Override
  protected SecurityElement restart(SecurityElement element) throws Exception {
    putAway(element);
    return open();
  }

  @Override
  protected void putAway(SecurityElement element) throws Exception {
    ((AutoCloseable) element).close();
  }
}
