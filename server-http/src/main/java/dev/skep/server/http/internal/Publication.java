package dev.skep.server.http.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationListSource;
import java.util.Optional;

/** What the issuing CA publishes (spec H-5). */
enum Publication {
  /** The revocation list. */
  LIST("/crl", "application/pkix-crl"),
  /** The CA's certificate. */
  CA("/ca", "application/pkix-cert");

  private final String path;
  private final String contentType;

  Publication(String path, String contentType) {
    this.path = path;
    this.contentType = contentType;
  }

  /**
   * Finds the resource of a path, which is compared as it came, as in {@link Route#of}.
   *
   * @param rawPath of the request, without the context path and the query
   * @return empty if there is no such resource
   */
  static Optional<Publication> of(String rawPath) {
    for (Publication one : values()) {
      if (rawPath.equals(Route.BASE + one.path)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** The media type (RFC 2585 section 4). */
  String contentType() {
    return contentType;
  }

  /**
   * What it is now, in DER.
   *
   * @throws IssuanceException if the source cannot say
   */
  Bytes read(RevocationListSource source) throws IssuanceException {
    return this == LIST ? source.revocationList() : source.caCertificate();
  }
}
