package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest public keys that passed {@link ModulusChecks}, so that a returning device or server
 * pays for it once.
 *
 * <p>Bounded, and keyed by the whole encoding: it can only save work, never change a decision.
 * Refused keys are not remembered, so a flood of bad ones does not push good ones out.
 */
final class AcceptedKeys {
  /** At most about 1 MiB, with keys of the largest size. */
  private static final int CAPACITY = 1024;

  private final Map<Bytes, Boolean> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized boolean contains(Bytes subjectPublicKeyInfo) {
    return latest.get(subjectPublicKeyInfo) != null;
  }

  synchronized void add(Bytes subjectPublicKeyInfo) {
    latest.put(subjectPublicKeyInfo, true);
  }
}
