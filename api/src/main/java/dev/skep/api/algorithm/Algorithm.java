package dev.skep.api.algorithm;

import org.osgi.annotation.versioning.ConsumerType;

/** Anything that an installed bundle brings under a registered name. Thread-safe. */
@ConsumerType
public interface Algorithm {
  /** The service property that carries {@link #name}. */
  String ALGORITHM_PROPERTY = "skep.algorithm";

  /** The registered name (IANA JOSE/COSE, HPKE), else {@code reverse.domain/name}. */
  String name();
}
