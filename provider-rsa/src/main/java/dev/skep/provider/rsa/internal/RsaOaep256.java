package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.capability.ProvideAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Key transport {@code RSA-OAEP-256} (spec section 4; RFC 8017 section 7.1, RFC 7518 section 4.3):
 * the SE makes K, 32 random bytes, and encrypts it with OAEP, SHA-256 and MGF1-SHA-256, without a
 * label.
 *
 * <p>Guarantee: chosen-ciphertext security, as far as the caller keeps quiet about {@link
 * Decapsulation#failure}.
 */
@Component(
    service = KeyTransport.class,
    property = Algorithm.ALGORITHM_PROPERTY + "=" + RsaOaep256.NAME)
@ProvideAlgorithm(value = RsaOaep256.NAME, role = KeyTransport.class)
public final class RsaOaep256 extends RsaAlgorithm implements KeyTransport {
  /** The registered name. */
  public static final String NAME = "RSA-OAEP-256";

  private static final int K_BYTES = OaepBlock.K_BYTES;

  /** Spelled out, since engines differ in the MGF's hash where only the main one is named. */
  private static final AlgorithmParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

  /** With the engines of the module path. */
  public RsaOaep256() {
    this(RsaEngines.ofModulePath());
  }

  /** With given engines. */
  @Activate
  public RsaOaep256(
      @Reference(
              target =
                  "(&(skep.operation=DECRYPT)(skep.operation=ENCRYPT)"
                      + "(skep.operation=DIGEST)"
                      + "(skep.operation=KEY_FACTORY)(skep.operation=KEY_GENERATOR))")
          RsaEngines engines) {
    super(NAME, engines);
  }

  /** False: an RSA key pair takes too long to make for each offer. */
  @Override
  public boolean keyPairPerOffer() {
    return false;
  }

  @Override
  public int sharedSecretBytes() {
    return K_BYTES;
  }

  @Override
  public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
    SecretBytes key = SecretBytes.random(K_BYTES, random);
    try {
      Cipher cipher = engines().cipher(RsaOperation.ENCRYPT);
      cipher.init(Cipher.ENCRYPT_MODE, serverKey, OAEP, random);
      return new Encapsulation(key, Bytes.of(key.use(cipher::doFinal)));
    } catch (GeneralSecurityException e) {
      key.close();
      throw RsaEngines.failed(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Whatever the bytes are, the private operation runs once on a block below the modulus, and
   * the K of a failure was drawn before it (attacks 31, 33, 35).
   *
   * @throws IllegalArgumentException if the private half is no RSA key
   */
  @Override
  public Decapsulation decapsulate(KeyPair serverKey, Bytes encapsulatedKey, SecureRandom random) {
    RSAPrivateKey privateKey = rsaKey(serverKey.getPrivate());
    byte[] shared = new byte[K_BYTES];
    random.nextBytes(shared);
    byte[] block = encapsulatedKey.toArray();
    boolean possible = isPossible(block, privateKey.getModulus());
    byte[] key = new byte[K_BYTES];
    byte[] decrypted =
        decrypt(privateKey, possible ? block : standIn(privateKey.getModulus(), random), random);
    boolean encoded = new OaepBlock(engines().digest()).decode(decrypted, key);
    boolean good = possible & encoded & anyBit(key);
    byte mask = (byte) (good ? 0xff : 0);
    for (int i = 0; i < K_BYTES; i++) {
      shared[i] = (byte) ((key[i] & mask) | (shared[i] & ~mask));
    }
    Arrays.fill(key, (byte) 0);
    return new Decapsulation(SecretBytes.adopt(shared), failure(possible, good));
  }

  /** What RSA gives for a block, in the modulus' length; throws only what no EK can bring about. */
  private byte[] decrypt(RSAPrivateKey privateKey, byte[] block, SecureRandom random) {
    Cipher cipher = engines().cipher(RsaOperation.DECRYPT);
    try {
      cipher.init(Cipher.DECRYPT_MODE, privateKey, random);
      byte[] number = cipher.doFinal(block);
      if (number.length == block.length) {
        return number;
      }
      // Bouncy Castle leaves leading zeros out.
      byte[] padded = new byte[block.length];
      System.arraycopy(number, 0, padded, block.length - number.length, number.length);
      Arrays.fill(number, (byte) 0);
      return padded;
    } catch (GeneralSecurityException e) {
      throw RsaEngines.failed(e);
    }
  }

  /**
   * Whether OAEP can have made a block: in range and not 0, 1 or n - 1, which RSA maps to
   * themselves, and so fast that they would be told apart by time.
   */
  private static boolean isPossible(byte[] block, BigInteger modulus) {
    if (!inRange(block, modulus)) {
      return false;
    }
    BigInteger value = new BigInteger(1, block);
    return value.compareTo(BigInteger.ONE) > 0
        && value.compareTo(modulus.subtract(BigInteger.ONE)) < 0;
  }

  /** A block for the private operation to take its time with; below any modulus of that length. */
  private static byte[] standIn(BigInteger modulus, SecureRandom random) {
    byte[] block = new byte[lengthBytes(modulus)];
    random.nextBytes(block);
    block[0] = 0;
    return block;
  }

  private static boolean anyBit(byte[] value) {
    int bits = 0;
    for (byte b : value) {
      bits |= b;
    }
    return bits != 0;
  }

  private static Optional<String> failure(boolean possible, boolean good) {
    if (good) {
      return Optional.empty();
    }
    return Optional.of(
        possible
            ? "the encapsulated key is not the OAEP encryption of 32 bytes other than zeros"
            : "the encapsulated key is not a number from 2 to n - 2 in the length of n");
  }
}
