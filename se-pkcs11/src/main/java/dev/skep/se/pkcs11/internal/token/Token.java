package dev.skep.se.pkcs11.internal.token;

import dev.skep.se.kernel.StorageException;
import java.io.IOException;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/**
 * A token with its user logged in, as it was when it was opened; one that was away in between is
 * opened anew. Thread-safe.
 *
 * <p>The user is never logged out, since other SEs of this program may use the token too; that
 * happens by itself when the program ends.
 */
public final class Token {
  private static final String PROVIDER = "SunPKCS11";
  private static final int AES_BITS = 256;

  private final TokenSettings settings;
  private final Provider provider;
  private final KeyStore keys;

  private Token(TokenSettings settings, Provider provider, KeyStore keys) {
    this.settings = settings;
    this.provider = provider;
    this.keys = keys;
  }

  /**
   * Logs in to a token.
   *
   * @throws TokenException if it is not there, or refuses the PIN
   */
  public static Token open(TokenSettings settings) throws TokenException {
    Provider java = Security.getProvider(PROVIDER);
    if (java == null) {
      throw new TokenException(
          "this Java has no PKCS#11 provider: use one with the module jdk.crypto.cryptoki",
          false,
          new IllegalStateException(PROVIDER));
    }
    try {
      Provider provider = java.configure(ProviderText.of(settings));
      logIn(settings, provider);
      KeyStore keys = KeyStore.getInstance("PKCS11", provider);
      keys.load(null, null);
      return new Token(settings, provider, keys);
    } catch (FailedLoginException e) {
      throw new TokenException(
          settings.description()
              + " refuses the PIN in "
              + settings.pinFile()
              + " ("
              + reason(e)
              + "): correct the file; it is not tried again before, for a token blocks itself after"
              + " some wrong PINs",
          true,
          e);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new TokenException(
          settings.description()
              + " cannot be used ("
              + reason(e)
              + "): plug it in or start its service, and check library and slot",
          false,
          e);
    } catch (StorageException e) {
      throw new TokenException(String.valueOf(e.getMessage()), false, e);
    }
  }

  private static void logIn(TokenSettings settings, Provider provider)
      throws LoginException, StorageException {
    if (!(provider instanceof AuthProvider login)) {
      throw new ProviderException("there is no token");
    }
    try (PinFile pin = PinFile.read(settings.pinFile())) {
      login.login(null, pin);
    }
  }

  /** What a PKCS#11 library said, for a person. */
  static String reason(Throwable problem) {
    Throwable last = problem;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last.getMessage() == null ? last.toString() : last.getMessage();
  }

  TokenSettings settings() {
    return settings;
  }

  Provider provider() {
    return provider;
  }

  /** The key that wraps; empty if there is none. */
  synchronized Optional<SecretKey> storageKey() throws GeneralSecurityException {
    Key key = keys.getKey(settings.storageLabel(), null);
    return key instanceof SecretKey secret ? Optional.of(secret) : Optional.empty();
  }

  /** Makes the key that wraps. */
  synchronized SecretKey makeStorageKey() throws GeneralSecurityException, IOException {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(AES_BITS);
    SecretKey key = generator.generateKey();
    keys.load(null, null);
    return key;
  }

  /** The key of a name; empty if there is none. */
  synchronized Optional<PrivateKey> privateKey(String name) throws GeneralSecurityException {
    Key key = keys.getKey(name, null);
    return key instanceof PrivateKey known ? Optional.of(known) : Optional.empty();
  }

  /** Gives a key of the token a name, which it has until {@link #delete}. */
  synchronized void name(String name, PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    keys.setKeyEntry(name, key, null, new X509Certificate[] {certificate});
  }

  /** Deletes a key for good. */
  synchronized void delete(String name) throws GeneralSecurityException {
    keys.deleteEntry(name);
  }
}
