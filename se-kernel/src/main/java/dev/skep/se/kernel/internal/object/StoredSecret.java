package dev.skep.se.kernel.internal.object;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.SecretTerms;
import java.util.Optional;

/**
 * A secret that was imported.
 *
 * @param value of the length that its type asks for
 */
public record StoredSecret(Origin origin, SecretTerms terms, SecretBytes value)
    implements StoredObject {
  @Override
  public String id() {
    return terms.id();
  }

  @Override
  public Optional<SecretBytes> secret() {
    return Optional.of(value);
  }

  @Override
  public Optional<String> reference() {
    return terms.pinId();
  }
}
