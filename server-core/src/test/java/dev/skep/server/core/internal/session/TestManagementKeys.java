package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.server.core.internal.keys.ManagementKeys;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Optional;

/** A management key in memory, by a real scheme. */
final class TestManagementKeys implements ManagementKeys {
  private final AttestationScheme scheme;
  private final KeyPair pair;
  private final SecureRandom random;

  TestManagementKeys(AttackLab lab) {
    scheme = lab.algorithm(AttestationScheme.class, "ES256");
    random = lab.random;
    pair = scheme.generateKeyPair(scheme.keySizesBits().get(0), random);
  }

  ManagementKey key() {
    return new ManagementKey(scheme.name(), Bytes.of(pair.getPublic().getEncoded()));
  }

  boolean verifies(Bytes message, Bytes signature) {
    try {
      return scheme.verify(scheme.decodePublicKey(key().publicKey()), message, signature);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Optional<ManagementKey> current() {
    return Optional.of(key());
  }

  @Override
  public Optional<Bytes> sign(ManagementKey with, Bytes message) {
    return with.equals(key())
        ? Optional.of(scheme.sign(pair.getPrivate(), message, random))
        : Optional.empty();
  }
}
