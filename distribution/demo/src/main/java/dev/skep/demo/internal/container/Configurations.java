package dev.skep.demo.internal.container;

import dev.skep.demo.internal.story.StoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Configurations as an operator would write them. They last as long as the container: the
 * distribution makes its store of configurations anew at each start. Not thread-safe.
 */
@SuppressWarnings("JdkObsolete") // what OSGi's interfaces take
public final class Configurations {
  /** Any bundle may have it. */
  private static final String ANY_LOCATION = "?";

  private final ConfigurationAdmin admin;
  private final List<Configuration> created = new ArrayList<>();

  /** Writes through the container's own service. */
  public Configurations(ConfigurationAdmin admin) {
    this.admin = admin;
  }

  /**
   * Changes some settings of a configuration and leaves the others.
   *
   * @throws StoryException if it cannot be written
   */
  public void change(String pid, Map<String, Object> settings) throws StoryException {
    try {
      Configuration configuration = admin.getConfiguration(pid, ANY_LOCATION);
      Dictionary<String, Object> all = configuration.getProperties();
      if (all == null) {
        all = new Hashtable<>();
      }
      settings.forEach(all::put);
      configuration.update(all);
    } catch (IOException e) {
      throw failed(pid, e);
    }
  }

  /**
   * Adds one of several configurations.
   *
   * @param factoryPid of what is made from each
   * @param name tells it from the others
   * @throws StoryException if it cannot be written
   */
  public void add(String factoryPid, String name, Map<String, Object> settings)
      throws StoryException {
    try {
      Configuration configuration = admin.getFactoryConfiguration(factoryPid, name, ANY_LOCATION);
      configuration.update(new Hashtable<>(settings));
      created.add(configuration);
    } catch (IOException e) {
      throw failed(factoryPid, e);
    }
  }

  /**
   * Deletes what {@link #add} made.
   *
   * @throws StoryException if one cannot be deleted
   */
  public void deleteAdded() throws StoryException {
    for (Configuration configuration : created) {
      try {
        configuration.delete();
      } catch (IOException e) {
        throw failed(configuration.getPid(), e);
      }
    }
    created.clear();
  }

  private static StoryException failed(String pid, IOException cause) {
    return new StoryException(
        "the configuration " + pid + " cannot be written: " + cause.getMessage(), cause);
  }
}
