package ${package};

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.FileStorage;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.SecurityElementKernel;
import dev.skep.se.kernel.StorageException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Puts an element together: the kernel over the hardware and a file. Nothing to write here. */
final class Element {
  private static final String MODEL = "${name} security element";

  private Element() {}

  /**
   * Opens an element; on its first start a blank one. Its id is ${name}: and its name.
   *
   * @param name 1 to 64 letters, digits, dots, dashes or underscores
   * @param folder for its state, and files of the hardware
   * @return the caller closes it
   * @throws StorageException if the state cannot be used; the message says why and what to do
   */
  static HostedSecurityElement open(
      String name, Path folder, AlgorithmCatalogue catalogue, SecureRandom random)
      throws StorageException {
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new StorageException(
          "name must have 1 to 64 letters, digits, dots, dashes or underscores, not " + name);
    }
    SecureRandom tested = SecurityElementKernel.tested(random);
    Hardware hardware = new Hardware(folder);
    return SecurityElementKernel.open(
        KernelSettings.standard("${name}:" + name, MODEL),
        new KernelParts(
            FileStorage.open(
                folder.resolve("state.skep"),
                new HardwareStorageKey(hardware, folder, tested),
                tested),
            new HardwareKeys(hardware),
            catalogue,
            tested));
  }
}
