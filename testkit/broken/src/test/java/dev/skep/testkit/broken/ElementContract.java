package dev.skep.testkit.broken;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.testkit.se.SecurityElementContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the software SE, which is what is spoiled. */
abstract class ElementContract extends SecurityElementContract {
  private final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  private int made;

  @TempDir Path folder;

  @Override
  protected AlgorithmCatalogue algorithms() {
    return catalogue;
  }

  @Override
  protected PersonalizableSecurityElement newElement() throws SettingsException {
    made++;
    return open();
  }

  Path storageFile() {
    return folder.resolve(String.valueOf(made)).resolve("se.skep");
  }

  private PersonalizableSecurityElement open() throws SettingsException {
    return Sound.only(SecurityElementFactory.class)
        .open(
            Map.of(
                "name",
                "contract",
                "storage.file",
                storageFile().toString(),
                "key.file",
                storageFile().resolveSibling("se.key").toString(),
                "key.create",
                "true",
                "handle.kind",
                "memory"));
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
