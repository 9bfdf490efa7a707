package dev.skep.se.pkcs11.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.pkcs11.internal.token.TokenException;
import java.security.SecureRandom;
import java.util.Map;

/** Opens SEs on tokens on the module path, with the algorithms that are found there. */
public final class Pkcs11SecurityElementFactory implements SecurityElementFactory {
  /** For ServiceLoader. */
  public Pkcs11SecurityElementFactory() {}

  @Override
  public String scheme() {
    return Pkcs11Settings.SCHEME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What it returns is an {@link AutoCloseable} too: closing it erases its sessions and lets its
   * storage go. Once its token was away it is of no use any more; open another one then.
   */
  @Override
  public PersonalizableSecurityElement open(Map<String, String> settings) throws SettingsException {
    Pkcs11Settings checked = Pkcs11Settings.of(settings);
    try {
      return Pkcs11Element.open(checked, AlgorithmCatalogue.fromServiceLoader(), new SecureRandom())
          .element();
    } catch (TokenException e) {
      throw new SettingsException(Pkcs11Settings.LIBRARY, String.valueOf(e.getMessage()), e);
    } catch (StorageException e) {
      throw new SettingsException(Pkcs11Settings.STORAGE_FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
