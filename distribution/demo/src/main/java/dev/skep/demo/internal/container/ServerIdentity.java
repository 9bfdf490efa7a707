package dev.skep.demo.internal.container;

import dev.skep.api.issuer.IssuerServer;
import dev.skep.demo.internal.story.StoryException;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * What would differ if the server had been restarted, as a process, as a bundle or as a service.
 *
 * @param processId of the operating system
 * @param core the bundle of the ceremony
 * @param http the bundle of the HTTP binding
 * @param serviceId the number of the server's service in the registry
 */
public record ServerIdentity(long processId, Stamp core, Stamp http, long serviceId) {
  /**
   * A bundle and when it was last installed or updated.
   *
   * @param id its number in the framework
   * @param lastModified in milliseconds since 1970
   */
  public record Stamp(long id, long lastModified) {}

  /**
   * Looks now.
   *
   * @throws StoryException if the server is not there
   */
  public static ServerIdentity of(BundleContext context, Services services) throws StoryException {
    Object service =
        services
            .identity(IssuerServer.class)
            .orElseThrow(() -> new StoryException("there is no IssuerServer service any more"));
    return new ServerIdentity(
        ProcessHandle.current().pid(),
        stamp(context, "dev.skep.server.core"),
        stamp(context, "dev.skep.server.http"),
        (Long) service);
  }

  /** For a person to read. */
  public List<String> lines() {
    return List.of(
        "process " + processId,
        "bundle " + core.id() + " dev.skep.server.core, last modified " + core.lastModified(),
        "bundle " + http.id() + " dev.skep.server.http, last modified " + http.lastModified(),
        "service " + serviceId + " " + IssuerServer.class.getName());
  }

  private static Stamp stamp(BundleContext context, String symbolicName) throws StoryException {
    Bundle bundle =
        Bundles.find(context, symbolicName)
            .orElseThrow(() -> new StoryException(symbolicName + " is not installed any more"));
    return new Stamp(bundle.getBundleId(), bundle.getLastModified());
  }
}
