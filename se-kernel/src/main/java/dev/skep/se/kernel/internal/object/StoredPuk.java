package dev.skep.se.kernel.internal.object;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PukTerms;
import java.util.Optional;

/**
 * A PUK.
 *
 * @param value always there
 */
public record StoredPuk(Origin origin, PukTerms terms, int triesLeft, SecretBytes value)
    implements Guard {
  @Override
  public String id() {
    return terms.id();
  }

  @Override
  public PinPolicy policy() {
    return terms.policy();
  }

  @Override
  public Optional<SecretBytes> secret() {
    return Optional.of(value);
  }

  @Override
  public Optional<String> reference() {
    return Optional.empty();
  }

  @Override
  public StoredPuk withTries(int tries) {
    return new StoredPuk(origin, terms, tries, value);
  }
}
