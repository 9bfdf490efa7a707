package dev.skep.se.pkcs11.internal.token;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.StorageKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The key of a storage file, random and wrapped by an AES key that never leaves the token. What the
 * file keeps is the nonce (12 bytes) and the key in AES-256-GCM.
 */
public final class TokenStorageKey implements StorageKey {
  private static final String GCM = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEPT_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BITS / 8;

  private final Token token;
  private final SecureRandom random;

  /** Keys that one token wraps. */
  public TokenStorageKey(Token token, SecureRandom random) {
    this.token = token;
    this.random = random;
  }

  @Override
  public String kind() {
    return "pkcs11-aes-gcm";
  }

  @Override
  public String description() {
    return "the key '" + token.settings().storageLabel() + "' of " + token.settings().description();
  }

  @Override
  public NewKey create() throws StorageException {
    SecretBytes key = SecretBytes.random(KEY_BYTES, random);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Optional<SecretKey> known = token.storageKey();
      SecretKey wrapping = known.isPresent() ? known.get() : token.makeStorageKey();
      Bytes wrapped =
          Bytes.of(key.use(k -> cipher(Cipher.ENCRYPT_MODE, wrapping, nonce).doFinal(k)));
      return new NewKey(key, Bytes.concat(Bytes.of(nonce), wrapped));
    } catch (GeneralSecurityException | IOException | ProviderException e) {
      key.close();
      throw away(e);
    }
  }

  @Override
  public Optional<SecretBytes> open(Bytes kept) throws StorageException {
    if (kept.length() != KEPT_BYTES) {
      return Optional.empty();
    }
    try {
      SecretKey wrapping = token.storageKey().orElseThrow(this::missing);
      byte[] nonce = kept.slice(0, NONCE_BYTES).toArray();
      byte[] wrapped = kept.slice(NONCE_BYTES, KEPT_BYTES - NONCE_BYTES).toArray();
      return Optional.of(
          SecretBytes.adopt(cipher(Cipher.DECRYPT_MODE, wrapping, nonce).doFinal(wrapped)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException | ProviderException e) {
      throw away(e);
    }
  }

  /**
   * Uses the key once, to see whether it is there.
   *
   * @throws StorageException if it is not
   */
  public void check() throws StorageException {
    try {
      SecretKey wrapping = token.storageKey().orElseThrow(this::missing);
      byte[] nonce = new byte[NONCE_BYTES];
      random.nextBytes(nonce);
      cipher(Cipher.ENCRYPT_MODE, wrapping, nonce).doFinal(nonce);
    } catch (GeneralSecurityException | ProviderException e) {
      throw away(e);
    }
  }

  private Cipher cipher(int mode, SecretKey key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(GCM, token.provider());
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  private StorageException missing() {
    return new StorageException(
        description() + " is not there: it was deleted, or this is another token");
  }

  private StorageException away(Exception cause) {
    return new StorageException(
        description() + " cannot be used (" + Token.reason(cause) + "): is the token there?",
        cause);
  }
}
