package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.software.internal.kernel.HealthTestedRandom;
import dev.skep.se.software.internal.kernel.KernelParts;
import dev.skep.se.software.internal.kernel.KernelSecurityElement;
import dev.skep.se.software.internal.kernel.KernelSettings;
import dev.skep.se.software.internal.key.SoftwareDeviceKeys;
import dev.skep.se.software.internal.storage.FileSealedStorage;
import dev.skep.se.software.internal.storage.KeyFile;
import dev.skep.se.software.internal.storage.PassphraseFile;
import dev.skep.se.software.internal.storage.StorageException;
import dev.skep.se.software.internal.storage.StorageKey;
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
  static KernelSecurityElement open(
      SoftwareSettings settings, AlgorithmCatalogue catalogue, SecureRandom random)
      throws SettingsException {
    HealthTestedRandom tested = new HealthTestedRandom(random);
    StorageKey secret =
        settings.passphrase()
            ? new PassphraseFile(settings.secretFile())
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
      return KernelSecurityElement.open(
          kernel,
          new KernelParts(
              FileSealedStorage.open(settings.storageFile(), secret, tested),
              new SoftwareDeviceKeys(catalogue, tested),
              catalogue,
              tested,
              System::nanoTime));
    } catch (StorageException e) {
      throw new SettingsException(SoftwareSettings.STORAGE_FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
