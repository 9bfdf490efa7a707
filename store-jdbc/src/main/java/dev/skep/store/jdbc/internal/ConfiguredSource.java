package dev.skep.store.jdbc.internal;

import dev.skep.api.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.osgi.service.jdbc.DataSourceFactory;

/** Makes the data source that settings describe. */
final class ConfiguredSource {
  private static final int MAX_PASSWORD_BYTES = 4096;

  private ConfiguredSource() {}

  /**
   * Makes it. A file of H2 that has grown is made smaller first; else no connection is opened yet.
   *
   * @throws SettingsException if the password cannot be read, the folder not be made, or the driver
   *     refuses the settings
   */
  static DataSource of(StoreSettings settings, DataSourceFactory driver) throws SettingsException {
    Properties properties = new Properties();
    String url = url(settings);
    properties.setProperty(DataSourceFactory.JDBC_URL, url);
    boolean h2 = settings.driver().equals(StoreSettings.H2);
    String user = settings.user().orElse(h2 ? "sa" : "");
    if (!user.isEmpty()) {
      properties.setProperty(DataSourceFactory.JDBC_USER, user);
    }
    if (settings.passwordFile().isPresent()) {
      properties.setProperty(
          DataSourceFactory.JDBC_PASSWORD, password(settings.passwordFile().get()));
    } else if (h2) {
      properties.setProperty(DataSourceFactory.JDBC_PASSWORD, "");
    }
    try {
      DataSource source = driver.createDataSource(properties);
      if (settings.url().isEmpty()) {
        Properties compacting = new Properties();
        compacting.putAll(properties);
        compacting.setProperty(DataSourceFactory.JDBC_URL, url.replace(H2File.APPENDING, ""));
        new H2File(settings.file(), source, driver.createDataSource(compacting)).compact();
      }
      return source;
    } catch (SQLException | RuntimeException e) {
      throw new SettingsException(
          "url", "the driver does not take it (" + e.getMessage() + "); correct it", e);
    }
  }

  private static String url(StoreSettings settings) throws SettingsException {
    if (settings.url().isPresent()) {
      return settings.url().get();
    }
    Path file = settings.file();
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new SettingsException(
          "file", "cannot make the folder of " + file + "; name another", e);
    }
    // Its own hook would close the database under sessions that are still worked on.
    return "jdbc:h2:file:" + file + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0" + H2File.APPENDING;
  }

  /** As text, since JDBC takes nothing else. */
  private static String password(Path file) throws SettingsException {
    try {
      if (Files.size(file) > MAX_PASSWORD_BYTES) {
        throw new SettingsException(
            "password.file", file + " is longer than " + MAX_PASSWORD_BYTES + " bytes; correct it");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingsException(
          "password.file", "cannot read " + file + " (" + e + "); make it or name another", e);
    }
  }
}
