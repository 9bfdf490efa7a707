package dev.skep.se.pkcs11.internal;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.FileStorage;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.SecurityElementKernel;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.pkcs11.internal.token.Token;
import dev.skep.se.pkcs11.internal.token.TokenDeviceKeys;
import dev.skep.se.pkcs11.internal.token.TokenException;
import dev.skep.se.pkcs11.internal.token.TokenStorageKey;
import java.security.SecureRandom;

/**
 * One SE on a token that was there when it was opened: the kernel over a file that the token opens
 * and a device key in the token.
 *
 * @param element closed by whoever opened it
 * @param key what the token is there by
 */
record Pkcs11Element(HostedSecurityElement element, TokenStorageKey key) {
  private static final String MODEL = "SKEP security element on a PKCS#11 token";

  /**
   * Opens an SE; on its first start a blank one.
   *
   * @param random the source of all randomness of this SE but its attestation key's
   * @throws TokenException if the token cannot be used
   * @throws StorageException if the storage file cannot be used, or not with this token
   */
  static Pkcs11Element open(
      Pkcs11Settings settings, AlgorithmCatalogue catalogue, SecureRandom random)
      throws TokenException, StorageException {
    SecureRandom tested = SecurityElementKernel.tested(random);
    Token token = Token.open(settings.token());
    TokenStorageKey key = new TokenStorageKey(token, tested);
    return new Pkcs11Element(
        SecurityElementKernel.open(
            KernelSettings.standard(settings.id(), MODEL),
            new KernelParts(
                FileStorage.open(settings.storageFile(), key, tested),
                new TokenDeviceKeys(token, tested),
                catalogue,
                tested)),
        key);
  }
}
