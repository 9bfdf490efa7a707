package dev.skep.demo.internal.device;

import java.nio.file.Path;
import java.util.Map;

/**
 * A security element in software that the demo has made from configuration.
 *
 * @param name its id is {@code soft:<name>}
 * @param attestation the scheme of its attestation key
 * @param handleKind {@code memory} or {@code wrapped} (spec rule E-7)
 */
public record SoftwareElement(String name, String attestation, String handleKind) {
  /** The factory configuration from which the container makes one SE each. */
  public static final String FACTORY_PID = "dev.skep.se.software";

  /** The id in the service registry. */
  public String id() {
    return "soft:" + name;
  }

  /** The subject of its certificate, RFC 4514. */
  public String subject() {
    return "CN=" + name + ",O=SKEP demo";
  }

  /**
   * The settings of its configuration.
   *
   * @param folder for its sealed state and the key of it
   */
  public Map<String, Object> settings(Path folder) {
    return Map.of(
        "name",
        name,
        "storage.file",
        folder.resolve(name + ".state").toString(),
        "key.file",
        folder.resolve(name + ".key").toString(),
        "key.create",
        true,
        "handle.kind",
        handleKind);
  }
}
