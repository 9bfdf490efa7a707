package dev.skep.se.kernel.internal.object;

import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import java.util.Optional;

/**
 * A PIN.
 *
 * @param secret its value; empty until its holder has chosen one
 */
public record StoredPin(Origin origin, PinTerms terms, int triesLeft, Optional<SecretBytes> secret)
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
  public Optional<String> reference() {
    return terms.pukId();
  }

  @Override
  public StoredPin withTries(int tries) {
    return new StoredPin(origin, terms, tries, secret);
  }

  /**
   * The same with another value and all tries.
   *
   * @param next taken over
   */
  public StoredPin withValue(SecretBytes next) {
    return new StoredPin(origin, terms, terms.policy().tries(), Optional.of(next));
  }
}
