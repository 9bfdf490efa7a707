package dev.skep.api.issuer;

import dev.skep.api.SettingsException;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Starts an issuer's server where no service registry does: on the plain module path. */
@ProviderType
public interface IssuerServerFactory {
  /**
   * Starts a server with the algorithms that {@link java.util.ServiceLoader} finds.
   *
   * @param settings the same names as the server's OSGi configuration
   * @throws SettingsException if a setting is wrong or missing
   */
  IssuerServer start(Map<String, String> settings) throws SettingsException;
}
