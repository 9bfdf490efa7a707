package dev.skep.server.core.internal.seal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption under a key that only the issuer's nodes have: AES-256-GCM under a key
 * of its own for each box, derived by HMAC-SHA-256 from a random 32-byte salt. So no nonce can
 * repeat however many boxes are sealed. Thread-safe.
 */
public final class Sealer implements StoreSealer, AutoCloseable {
  /** The length of the master key, in bytes. */
  public static final int KEY_BYTES = 32;

  private static final int SALT_BYTES = 32;
  private static final int TAG_BITS = 128;
  private static final int NONCE_BYTES = 12;

  private final SecretBytes masterKey;
  private final SecureRandom random;
  private final JcaEngines engines;

  /**
   * Makes a sealer.
   *
   * @param masterKey 32 bytes; taken over
   */
  public Sealer(SecretBytes masterKey, SecureRandom random, JcaEngines engines) {
    if (masterKey.length() != KEY_BYTES) {
      throw new IllegalArgumentException("the master key has 32 bytes");
    }
    this.masterKey = masterKey;
    this.random = random;
    this.engines = engines;
  }

  @Override
  public Bytes seal(String purpose, SecretBytes content) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, purpose, salt);
      return Bytes.concat(Bytes.of(salt), Bytes.of(content.use(cipher::doFinal)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot seal with AES-256-GCM", e);
    }
  }

  @Override
  public Optional<SecretBytes> open(String purpose, Bytes box) {
    if (box.length() < SALT_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    byte[] bytes = box.toArray();
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, purpose, Arrays.copyOf(bytes, SALT_BYTES));
      byte[] content = cipher.doFinal(bytes, SALT_BYTES, bytes.length - SALT_BYTES);
      return Optional.of(SecretBytes.adopt(content));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot open AES-256-GCM", e);
    }
  }

  private Cipher cipher(int mode, String purpose, byte[] salt) throws GeneralSecurityException {
    List<String> jdk = List.of(JcaEngines.JDK);
    Mac mac = Mac.getInstance("HmacSHA256", engines.select(jdk, "Mac", "HmacSHA256"));
    mac.init(masterKey.use(key -> new SecretKeySpec(key, "HmacSHA256")));
    mac.update(salt);
    byte[] boxKey = mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    try {
      String gcm = "AES/GCM/NoPadding";
      Cipher cipher = Cipher.getInstance(gcm, engines.select(jdk, "Cipher", gcm));
      // A fixed nonce is right here: the key belongs to this box alone.
      GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, new byte[NONCE_BYTES]);
      cipher.init(mode, new SecretKeySpec(boxKey, "AES"), nonce);
      return cipher;
    } finally {
      Arrays.fill(boxKey, (byte) 0);
    }
  }

  /** Erases the master key; nothing can be sealed or opened afterwards. */
  @Override
  public void close() {
    masterKey.close();
  }
}
