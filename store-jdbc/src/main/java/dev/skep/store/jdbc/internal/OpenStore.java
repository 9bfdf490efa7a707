package dev.skep.store.jdbc.internal;

import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.KeyRingStore;
import dev.skep.api.issuer.SessionStore;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Open stores with their services; withdrawn first, then closed. */
final class OpenStore implements AutoCloseable {
  /** The service property by which these stores are told from others; its value is the database. */
  static final String PROPERTY = "skep.store.jdbc";

  private final JdbcStores stores;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

  /** Registers them in the name of a bundle. */
  OpenStore(BundleContext context, JdbcStores stores) {
    this.stores = stores;
    register(context, KeyRingStore.class, stores.keys());
    register(context, EnrollmentStore.class, stores.enrollments());
    register(context, CertificateRegister.class, stores.certificates());
    register(context, AuditSink.class, stores.audit());
    register(context, SessionStore.class, stores.sessions());
  }

  private <T> void register(BundleContext context, Class<T> role, T service) {
    Dictionary<String, ?> properties =
        FrameworkUtil.asDictionary(Map.of(PROPERTY, stores.product()));
    registrations.add(context.registerService(role, service, properties));
  }

  @Override
  public void close() {
    for (int i = registrations.size() - 1; i >= 0; i--) {
      withdraw(registrations.get(i));
    }
    stores.close();
  }

  private static void withdraw(ServiceRegistration<?> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      // The framework has withdrawn it already, since the bundle stops.
    }
  }
}
