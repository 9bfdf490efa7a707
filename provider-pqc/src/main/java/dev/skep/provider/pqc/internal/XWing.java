package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import dev.skep.provider.pqc.internal.KeyEncoding.PrivateParts;
import dev.skep.provider.pqc.internal.MlKemEngine.Encapsulated;
import dev.skep.provider.pqc.internal.XWingKeys.PublicParts;
import dev.skep.provider.pqc.internal.XWingKeys.SecretParts;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * X-Wing (draft-connolly-cfrg-xwing-kem): ML-KEM-768 and X25519 side by side, K is safe while one
 * of them is. EK is ct_M ‖ ct_X of 1120 bytes, K has 32 bytes. Thread-safe.
 */
@Component(service = KeyTransport.class, property = Algorithm.ALGORITHM_PROPERTY + "=" + XWing.NAME)
@ProvideAlgorithm(value = XWing.NAME, role = KeyTransport.class)
public final class XWing implements KeyTransport {
  /** The name. */
  public static final String NAME = "X25519+ML-KEM-768";

  private static final String HASH = "SHA3-256";
  private static final PqcOperation COMBINER = PqcOperation.SHA3_HASH;
  private static final byte[] LABEL = "\\.//^\\".getBytes(StandardCharsets.US_ASCII);
  private static final int SIZE_BITS = 8 * XWingKeys.ENCODING.publicBytes();

  private final PqcEngines engines;
  private final MlKemEngine kem;
  private final X25519 curve;
  private final XWingKeys keys;

  /** Uses the engines that {@link java.util.ServiceLoader} finds, with the default preferences. */
  public XWing() {
    this(PqcEngines.fromServiceLoader());
  }

  /** Uses the engines given. */
  @Activate
  public XWing(
      @Reference(
              target =
                  "(&(skep.operation=KeyGenerator.ML-KEM-768)"
                      + "(skep.operation=KeyFactory.X-WING)"
                      + "(skep.operation=KeyAgreement.X25519)"
                      + "(skep.operation=MessageDigest.SHA3-256))")
          PqcEngines engines) {
    this.engines = engines;
    this.kem = MlKemEngine.mlKem768(engines);
    this.curve = new X25519(engines);
    this.keys = new XWingKeys(engines, kem, curve);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Integer> keySizesBits() {
    return List.of(SIZE_BITS);
  }

  @Override
  public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
    if (sizeBits != SIZE_BITS) {
      throw new IllegalArgumentException(
          NAME + " has keys of " + SIZE_BITS + " bits, not of " + sizeBits);
    }
    byte[] seed = new byte[XWingKeys.SEED_BYTES];
    try {
      random.nextBytes(seed);
      return new KeyPair(keys.publicKeyOf(seed), keys.privateKeyOf(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  @Override
  public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    byte[] spki = subjectPublicKeyInfo.toArray();
    keys.publicParts(spki);
    return keys.carrier(spki);
  }

  @Override
  public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
    try (PrivateParts parts = pkcs8.use(XWingKeys.ENCODING::privatePartsIn)) {
      return keys.privateKeyOf(parts.seed());
    }
  }

  @Override
  public boolean keyPairPerOffer() {
    return true;
  }

  @Override
  public int sharedSecretBytes() {
    return MlKemEngine.SECRET_BYTES;
  }

  @Override
  public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    PublicParts peer = publicParts(serverKey);
    byte[] scalar = new byte[X25519.BYTES];
    byte[] agreed = {};
    try (Encapsulated made = kem.encapsulate(peer.lattice(), random)) {
      random.nextBytes(scalar);
      byte[] coordinate = curve.publicKeyOf(scalar);
      agreed = curve.agree(scalar, peer.coordinate());
      SecretBytes shared = combine(made.secret(), agreed, coordinate, peer.coordinate());
      return new Encapsulation(
          shared, Bytes.concat(Bytes.of(made.ciphertext()), Bytes.of(coordinate)));
    } finally {
      Arrays.fill(scalar, (byte) 0);
      Arrays.fill(agreed, (byte) 0);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>An EK whose ML-KEM part nobody encapsulated does not fail; it has another K.
   */
  @Override
  public Decapsulation decapsulate(KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    SecretBytes replacement = SecretBytes.random(sharedSecretBytes(), random);
    Peer peer = peer(encapsulatedKey);
    byte[] own = publicParts(serverKey.getPublic()).coordinate();
    byte[] secret = {};
    byte[] agreed = {};
    try (SecretParts parts = secretParts(serverKey.getPrivate())) {
      secret = kem.decapsulate(parts.lattice(), peer.ciphertext());
      agreed = curve.agree(parts.scalar(), peer.coordinate());
      SecretBytes shared = combine(secret, agreed, peer.coordinate(), own);
      if (peer.failure().isEmpty()) {
        replacement.close();
        return new Decapsulation(shared, Optional.empty());
      }
      shared.close();
      return new Decapsulation(replacement, peer.failure());
    } finally {
      Arrays.fill(secret, (byte) 0);
      Arrays.fill(agreed, (byte) 0);
    }
  }

  private record Peer(byte[] ciphertext, byte[] coordinate, Optional<String> failure) {}

  /** Reads EK; where it is none, something of the same size takes its place to do the work with. */
  private Peer peer(Bytes encapsulatedKey) {
    int lattice = kem.ciphertextBytes();
    byte[] bytes = encapsulatedKey.toArray();
    if (bytes.length != lattice + X25519.BYTES) {
      String failure = "EK: " + (lattice + X25519.BYTES) + " bytes are due, not " + bytes.length;
      return new Peer(new byte[lattice], X25519.basePoint(), Optional.of(failure));
    }
    byte[] ciphertext = Arrays.copyOf(bytes, lattice);
    byte[] coordinate = Arrays.copyOfRange(bytes, lattice, bytes.length);
    try {
      X25519.check(coordinate);
      return new Peer(ciphertext, coordinate, Optional.empty());
    } catch (InvalidKeyException e) {
      return new Peer(ciphertext, X25519.basePoint(), Optional.of("EK: " + e.getMessage()));
    }
  }

  /** SHA3-256(ss_M ‖ ss_X ‖ ct_X ‖ pk_X ‖ label), section 5.3 of the draft. */
  private SecretBytes combine(byte[] lattice, byte[] agreed, byte[] encapsulated, byte[] own) {
    Provider engine = engines.select(COMBINER);
    try {
      MessageDigest hash = MessageDigest.getInstance(HASH, engine);
      hash.update(lattice);
      hash.update(agreed);
      hash.update(encapsulated);
      hash.update(own);
      return SecretBytes.adopt(hash.digest(LABEL));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the engine " + engine.getName() + " cannot do " + HASH, e);
    }
  }

  private PublicParts publicParts(PublicKey key) {
    try {
      return keys.publicParts(key.getEncoded());
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    }
  }

  private SecretParts secretParts(PrivateKey key) {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new IllegalArgumentException("a key that cannot leave the engine that made it");
    }
    try {
      return keys.secretParts(pkcs8);
    } catch (InvalidKeyException e) {
      throw wrongKey(e);
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private static IllegalArgumentException wrongKey(InvalidKeyException cause) {
    return new IllegalArgumentException("not a key of " + NAME, cause);
  }
}
