package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.FileStorage;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.SecurityElementKernel;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import dev.skep.se.software.internal.key.SoftwareDeviceKeys;
import dev.skep.se.software.internal.storage.KeyFile;
import dev.skep.se.software.internal.storage.PassphraseFile;
import java.security.SecureRandom;
import java.time.Duration;

/** Puts one software SE together: the kernel over a sealed file and a device key in software. */
final class SoftwareAssembly {
  private static final String MODEL = "SKEP software security element";

  private SoftwareAssembly() {}

  /**
   * Opens an SE; on its first start a blank one.
   *
   * @param random the source of all randomness of this SE
   * @return the SE, which the caller closes
   * @throws SettingsException if its storage cannot be used
   */
  static HostedSecurityElement open(
      SoftwareSettings settings, AlgorithmCatalogue catalogue, SecureRandom random)
      throws SettingsException {
    SecureRandom tested = SecurityElementKernel.tested(random);
    StorageKey secret =
        settings.passphrase()
            ? new PassphraseFile(settings.secretFile(), tested)
            : new KeyFile(settings.secretFile(), settings.createKey(), tested);
    KernelSettings kernel =
        new KernelSettings(
            settings.id(),
            MODEL,
            settings.wrappedHandles(),
            Duration.ofSeconds(settings.timeoutSeconds()),
            settings.quota(),
            settings.objects());
    try {
      return SecurityElementKernel.open(
          kernel,
          new KernelParts(
              FileStorage.open(settings.storageFile(), secret, tested),
              new SoftwareDeviceKeys(catalogue, tested),
              catalogue,
              tested));
    } catch (StorageException e) {
      throw new SettingsException(SoftwareSettings.STORAGE_FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
