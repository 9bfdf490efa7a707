package dev.skep.store.jdbc.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import java.util.Map;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.jdbc.DataSourceFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores as a component. A wrong configuration is said in one line of the log and changes
 * nothing; a corrected one is taken at once.
 */
@Component(
    service = {},
    immediate = true,
    configurationPid = StoreConfiguration.PID)
@Designate(ocd = StoreConfiguration.class)
@ProvideSkep(Contracts.STORE)
@Requirement(
    namespace = "osgi.service",
    filter = "(objectClass=org.osgi.service.jdbc.DataSourceFactory)",
    effective = "active")
public final class StoreComponent {
  private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);

  private final StoreDesk desk;

  /** Begins with a configuration. */
  @Activate
  public StoreComponent(BundleContext context, Map<String, Object> properties) {
    desk = new StoreDesk(context);
    modified(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      desk.configure(StoreSettings.of(properties));
    } catch (SettingsException e) {
      LOG.error("{} is not taken: {}", StoreConfiguration.PID, e.getMessage());
    }
  }

  @Deactivate
  void deactivate() {
    desk.close();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addDriver(DataSourceFactory factory, Map<String, Object> properties) {
    desk.add(factory, String.valueOf(properties.get(DataSourceFactory.OSGI_JDBC_DRIVER_CLASS)));
  }

  void removeDriver(DataSourceFactory factory) {
    desk.remove(factory);
  }
}
