package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import java.time.Duration;
import java.util.Optional;

/** The real cipher, whose keys are used up sooner. */
record LimitedCipher(SessionCipher real, long maximumRecords) implements SessionCipher {
  static void install(AttackLab lab, long maximumRecords) {
    SessionCipher now = lab.algorithm(SessionCipher.class, AttackLab.EC.cipher());
    SessionCipher real = now instanceof LimitedCipher limited ? limited.real() : now;
    lab.catalogue.remove(now, Duration.ZERO);
    lab.catalogue.add(SessionCipher.class, new LimitedCipher(real, maximumRecords), 0);
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public int keyBytes() {
    return real.keyBytes();
  }

  @Override
  public Bytes seal(SecretBytes key, long sequence, Bytes associated, SecretBytes plaintext) {
    return real.seal(key, sequence, associated, plaintext);
  }

  @Override
  public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
    return real.open(key, sequence, data, body);
  }
}
