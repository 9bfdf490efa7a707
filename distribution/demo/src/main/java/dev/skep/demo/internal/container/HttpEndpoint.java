package dev.skep.demo.internal.container;

import java.net.URI;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Where the container's HTTP service listens. */
public final class HttpEndpoint {
  /** The service that says so. */
  public static final String RUNTIME = "org.osgi.service.servlet.runtime.HttpServiceRuntime";

  private static final String ENDPOINT = "osgi.http.endpoint";
  private static final String PORT = "org.osgi.service.http.port";
  private static final String DEFAULT_PORT = "8080";

  private HttpEndpoint() {}

  /**
   * The server's base address: what the HTTP service says, since the port that was asked for may be
   * 0; what was asked for where it says nothing.
   */
  public static URI find(BundleContext context) {
    ServiceReference<?> runtime = context.getServiceReference(RUNTIME);
    Optional<String> endpoint =
        runtime == null ? Optional.empty() : first(runtime.getProperty(ENDPOINT));
    return URI.create(endpoint.orElseGet(() -> "http://127.0.0.1:" + port(context)));
  }

  private static String port(BundleContext context) {
    String port = context.getProperty(PORT);
    return port == null ? DEFAULT_PORT : port;
  }

  private static Optional<String> first(@Nullable Object property) {
    if (property instanceof String[] several && several.length > 0) {
      return Optional.of(several[0]);
    }
    if (property instanceof Collection<?> several) {
      Iterator<?> values = several.iterator();
      return values.hasNext() ? Optional.of(String.valueOf(values.next())) : Optional.empty();
    }
    return property instanceof String one ? Optional.of(one) : Optional.empty();
  }
}
