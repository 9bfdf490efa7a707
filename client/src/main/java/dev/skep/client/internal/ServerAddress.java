package dev.skep.client.internal;

import dev.skep.api.Bytes;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A server's base address, checked: http or https, a host, and nothing that could carry a password
 * or a query into a log.
 *
 * @param base without a slash at its end
 */
record ServerAddress(URI base) {
  /** Why an address cannot be used, or empty if it can. */
  static Optional<String> problem(URI address) {
    String scheme = address.getScheme();
    if (scheme == null || !scheme.toLowerCase(Locale.ROOT).matches("https?")) {
      return Optional.of("it does not begin with http:// or https://");
    }
    if (address.getHost() == null || address.getPort() == 0 || address.getPort() > 65_535) {
      return Optional.of("it names no host, or no valid port");
    }
    if (address.getRawUserInfo() != null) {
      return Optional.of("it holds a user name");
    }
    if (address.getRawQuery() != null || address.getRawFragment() != null) {
      return Optional.of("it holds a query or a fragment");
    }
    return Optional.empty();
  }

  /**
   * Takes an address that has no {@link #problem}.
   *
   * @param address may end in a slash, and may have a path before {@code /skep/v1}
   */
  static ServerAddress of(URI address) {
    String text = address.toString();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return new ServerAddress(URI.create(text));
  }

  URI offers() {
    return URI.create(base + "/skep/v1/offers");
  }

  URI sessions() {
    return URI.create(base + "/skep/v1/sessions");
  }

  URI records(Bytes sessionId) {
    return URI.create(base + "/skep/v1/sessions/" + sessionId.toHex() + "/records");
  }

  @Override
  public String toString() {
    return Printable.of(base.toString());
  }
}
