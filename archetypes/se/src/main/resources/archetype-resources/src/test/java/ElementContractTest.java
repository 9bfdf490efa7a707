package ${package};

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.StorageException;
import dev.skep.testkit.se.SecurityElementContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.io.TempDir;

/** The element is done when this passes. The report is in target/skep-testkit. */
class ElementContractTest extends SecurityElementContract {
  private final AlgorithmCatalogue catalogue = AlgorithmCatalogue.fromServiceLoader();
  private int made;

  @TempDir Path folder;

  @Override
  protected AlgorithmCatalogue algorithms() {
    return catalogue;
  }

  @Override
  protected PersonalizableSecurityElement newElement() throws StorageException {
    made++;
    return open();
  }

  private PersonalizableSecurityElement open() throws StorageException {
    return Element.open(
        "contract", folder.resolve(String.valueOf(made)), catalogue, new SecureRandom());
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
