package dev.skep.server.core.internal.keys;

import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/**
 * Password-based encryption of private keys: PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC (RFC
 * 8018 6.2), as an EncryptedPrivateKeyInfo (RFC 5958 section 3). It does not authenticate; {@link
 * KeyFile} does.
 */
final class Pbes2 {
  private static final String ALGORITHM = "PBEWithHmacSHA256AndAES_256";
  private static final byte[] PBES2_OID = HexFormat.of().parseHex("06092a864886f70d01050d");
  private static final int ITERATIONS = 100_000;
  private static final int MOST_ITERATIONS = 5_000_000;
  private static final int BLOCK_BYTES = 16;
  private static final int SEQUENCE = 0x30;
  private static final int OCTET_STRING = 0x04;

  private Pbes2() {}

  /**
   * Encrypts a private key under a fresh salt.
   *
   * @param pkcs8 PrivateKeyInfo in DER; read, not kept
   * @return EncryptedPrivateKeyInfo in DER
   */
  static byte[] encrypt(SecretBytes pkcs8, SecretBytes passphrase, SecureRandom random) {
    byte[] salt = new byte[BLOCK_BYTES];
    byte[] iv = new byte[BLOCK_BYTES];
    random.nextBytes(salt);
    random.nextBytes(iv);
    PBEParameterSpec parameters = new PBEParameterSpec(salt, ITERATIONS, new IvParameterSpec(iv));
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, parameters, passphrase);
      byte[] encrypted = pkcs8.use(cipher::doFinal);
      // EncryptedPrivateKeyInfo refuses the JDK's own parameters of PBES2, so it is put together
      // here.
      return element(
          SEQUENCE,
          element(SEQUENCE, PBES2_OID, cipher.getParameters().getEncoded()),
          element(OCTET_STRING, encrypted));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java runtime cannot encrypt with " + ALGORITHM, e);
    }
  }

  /**
   * Decrypts a private key.
   *
   * @param encrypted EncryptedPrivateKeyInfo in DER
   * @return PrivateKeyInfo in DER, or garbage where the content was altered or the passphrase is
   *     another; the caller closes it
   * @throws GeneralSecurityException if it is no such encryption or its padding is wrong
   * @throws IOException if it is no EncryptedPrivateKeyInfo
   */
  static SecretBytes decrypt(byte[] encrypted, SecretBytes passphrase)
      throws GeneralSecurityException, IOException {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
    AlgorithmParameters parameters = info.getAlgParameters();
    if (parameters == null || !ALGORITHM.equals(parameters.toString())) {
      throw new GeneralSecurityException("it is not encrypted with " + ALGORITHM);
    }
    PBEParameterSpec spec = parameters.getParameterSpec(PBEParameterSpec.class);
    if (spec.getIterationCount() > MOST_ITERATIONS) {
      throw new GeneralSecurityException("it asks for too many iterations");
    }
    Cipher cipher = cipher(Cipher.DECRYPT_MODE, spec, passphrase);
    return SecretBytes.adopt(cipher.doFinal(info.getEncryptedData()));
  }

  private static Cipher cipher(int mode, PBEParameterSpec parameters, SecretBytes passphrase)
      throws GeneralSecurityException {
    Provider jdk = new JcaEngines().select(List.of(JcaEngines.JDK), "SecretKeyFactory", ALGORITHM);
    char[] characters = passphrase.use(Pbes2::ascii);
    PBEKeySpec spec = new PBEKeySpec(characters);
    try {
      SecretKey key = SecretKeyFactory.getInstance(ALGORITHM, jdk).generateSecret(spec);
      Cipher cipher = Cipher.getInstance(ALGORITHM, jdk);
      cipher.init(mode, key, parameters);
      return cipher;
    } finally {
      spec.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  private static char[] ascii(byte[] text) {
    char[] characters = new char[text.length];
    for (int i = 0; i < text.length; i++) {
      characters[i] = (char) text[i];
    }
    return characters;
  }

  private static byte[] element(int tag, byte[]... contents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] content : contents) {
      body.writeBytes(content);
    }
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    if (body.size() < 0x80) {
      element.write(body.size());
    } else {
      byte[] length = java.math.BigInteger.valueOf(body.size()).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      element.write(0x80 | (length.length - skip));
      element.write(length, skip, length.length - skip);
    }
    element.writeBytes(body.toByteArray());
    return element.toByteArray();
  }
}
