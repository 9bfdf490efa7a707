package dev.skep.server.core.internal.keys;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.protocol.provisioning.ManagementKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management key in the ring: one P-256 key for ES256, made at its first use. Of nodes that
 * make one at the same time all have the same afterwards. Thread-safe.
 */
final class ManagementKeyRing implements ManagementKeys {
  /** What it is in the ring for; no transport has this name. */
  static final String PURPOSE = "key-management";

  private static final Logger LOG = LoggerFactory.getLogger(ManagementKeyRing.class);
  private static final String SCHEME = "ES256";
  private static final String CURVE = "secp256r1";
  private static final String SIGNATURE = "SHA256withECDSAinP1363Format";
  private static final List<String> JDK = List.of(JcaEngines.JDK);

  private final RingStorage storage;
  private final JcaEngines engines;
  private final SecureRandom random;

  ManagementKeyRing(RingStorage storage, JcaEngines engines, SecureRandom random) {
    this.storage = storage;
    this.engines = engines;
    this.random = random;
  }

  @Override
  public Optional<ManagementKey> current() {
    storage.lookForChanges();
    Optional<RingKey> key = storage.ring().lasting(PURPOSE);
    if (key.isEmpty()) {
      try {
        storage.elect(PURPOSE, newPair());
        key = storage.ring().lasting(PURPOSE);
        key.ifPresent(made -> LOG.info("the management key is {}; back it up", made.keyId()));
      } catch (KeyRingException e) {
        LOG.error("there is no management key, and nothing can be enrolled: {}", e.getMessage());
      }
    }
    return key.map(found -> new ManagementKey(SCHEME, found.subjectPublicKeyInfo()));
  }

  @Override
  public Optional<Bytes> sign(ManagementKey key, Bytes message) {
    if (!key.scheme().equals(SCHEME)) {
      return Optional.empty();
    }
    Optional<RingKey> found = storage.ring().lasting(PURPOSE, key.publicKey());
    if (found.isEmpty()) {
      // It is in a session of this issuer, so another node made it just now, or it is gone.
      storage.lookNow();
      found = storage.ring().lasting(PURPOSE, key.publicKey());
    }
    return found.flatMap(ring -> sign(ring, message));
  }

  private Optional<Bytes> sign(RingKey key, Bytes message) {
    try {
      Provider engine = engines.select(JDK, "Signature", SIGNATURE);
      KeyFactory keys = KeyFactory.getInstance("EC", engines.select(JDK, "KeyFactory", "EC"));
      return key.use(
          pkcs8 -> {
            PrivateKey half = keys.generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(SIGNATURE, engine);
            signature.initSign(half, random);
            signature.update(message.toArray());
            return Bytes.of(signature.sign());
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with " + SCHEME, e);
    }
  }

  private KeyPair newPair() {
    try {
      KeyPairGenerator generator =
          KeyPairGenerator.getInstance("EC", engines.select(JDK, "KeyPairGenerator", "EC"));
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot make a key on " + CURVE, e);
    }
  }
}
