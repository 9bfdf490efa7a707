package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority.CaKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;

/** Reads a CA out of a PKCS#12 file (RFC 7292). */
public final class CaFile {
  private static final int MAXIMUM_BYTES = 1 << 20;

  private final Path file;
  private final Provider keyStores;
  private final Provider engine;

  /**
   * A file that may be absent still.
   *
   * @param keyStores reads PKCS#12
   * @param engine Bouncy Castle, which the key is used with
   */
  public CaFile(Path file, Provider keyStores, Provider engine) {
    this.file = file;
    this.keyStores = keyStores;
    this.engine = engine;
  }

  /**
   * Reads and checks the CA.
   *
   * @throws SettingsException if a file is missing or broken, the password is wrong, or what is in
   *     it is no CA that is valid now; the message says which
   */
  public CertificateAuthority read(Path passwordFile, Instant now) throws SettingsException {
    char[] password = CaPassword.read(passwordFile);
    try {
      KeyStore store = load(password, passwordFile);
      String alias = onlyKey(store);
      List<Bytes> chain = chain(store, alias);
      CaKey key = new CaKey(privateKey(store, alias, password), engine);
      X509CertificateHolder certificate = new X509CertificateHolder(chain.get(0).toArray());
      return new CaCheck(file, certificate).check(key, chain, now);
    } catch (GeneralSecurityException | IOException e) {
      throw problem("the CA's key cannot be read (" + CaPassword.reason(e) + ")", e);
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private KeyStore load(char[] password, Path passwordFile)
      throws SettingsException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12", keyStores);
    byte[] content = {};
    try {
      content = PrivateFiles.read(file, MAXIMUM_BYTES);
      store.load(new ByteArrayInputStream(content), password);
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw problem("the password in " + passwordFile + " is not the one of this file", e);
      }
      throw problem("it is no PKCS#12 file that can be read (" + CaPassword.reason(e) + ")", e);
    } catch (RuntimeException e) {
      throw problem("it is a broken PKCS#12 file: restore it from a backup", e);
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }

  private String onlyKey(KeyStore store) throws SettingsException, GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (keys.size() != 1) {
      throw new SettingsException(
          file.toString(), "it must have one private key with its certificate, not " + keys.size());
    }
    return keys.get(0);
  }

  private List<Bytes> chain(KeyStore store, String alias)
      throws SettingsException, GeneralSecurityException {
    Certificate[] certificates = store.getCertificateChain(alias);
    if (certificates == null || certificates.length == 0) {
      throw new SettingsException(file.toString(), "its private key has no certificate");
    }
    List<Bytes> chain = new ArrayList<>();
    for (Certificate certificate : certificates) {
      chain.add(Bytes.of(certificate.getEncoded()));
    }
    return chain;
  }

  /** The key as an object of the engine, which may not take foreign ones. */
  private PrivateKey privateKey(KeyStore store, String alias, char[] password)
      throws GeneralSecurityException {
    Key key = store.getKey(alias, password);
    byte[] pkcs8 = key.getEncoded();
    try {
      String type = key.getAlgorithm().equals("EdDSA") ? "Ed25519" : key.getAlgorithm();
      return KeyFactory.getInstance(type, engine).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
  }

  private SettingsException problem(String text, Exception cause) {
    return new SettingsException(file.toString(), text, cause);
  }
}
