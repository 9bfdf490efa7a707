package dev.skep.api.se;

import dev.skep.api.SettingsException;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/** Opens security elements where no service registry does: on the plain module path. */
@ConsumerType
public interface SecurityElementFactory {
  /** The prefix of the ids that it makes, for example {@code soft}. */
  String scheme();

  /**
   * Opens one SE.
   *
   * @param settings the same names as the backend's OSGi configuration
   * @throws SettingsException if a setting is wrong or missing, or its storage cannot be opened
   */
  PersonalizableSecurityElement open(Map<String, String> settings) throws SettingsException;
}
