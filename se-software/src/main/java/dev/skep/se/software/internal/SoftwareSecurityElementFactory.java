package dev.skep.se.software.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.security.SecureRandom;
import java.util.Map;

/** Opens software SEs on the module path, with the algorithms that are found there. */
public final class SoftwareSecurityElementFactory implements SecurityElementFactory {
  /** For ServiceLoader. */
  public SoftwareSecurityElementFactory() {}

  @Override
  public String scheme() {
    return SoftwareSettings.SCHEME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What it returns is an {@link AutoCloseable} too: closing it erases its sessions and lets its
   * storage go; the end of the program does the same.
   */
  @Override
  public PersonalizableSecurityElement open(Map<String, String> settings) throws SettingsException {
    return SoftwareAssembly.open(
        SoftwareSettings.of(settings), AlgorithmCatalogue.fromServiceLoader(), new SecureRandom());
  }
}
