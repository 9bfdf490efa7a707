package com.example.acme;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.files.DurableFiles;
import dev.skep.api.se.SecurityElementException;
import dev.skep.se.kernel.SecretFile;
import dev.skep.se.kernel.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Hardware that is a file: a key that never leaves it, and others encrypted under that. */
final class Hardware {
  private static final int NONCE_BYTES = 12;
  private static final int KEY_BYTES = 32;

  private final Path file;
  private final SecureRandom random = new SecureRandom();

  Hardware(Path folder) {
    this.file = folder.resolve("hardware.key");
  }

  record MadeKey(Bytes publicKey, Bytes reference) {}

  List<String> schemes() {
    return List.of("ES256");
  }

  MadeKey makeKey(String scheme) throws SecurityElementException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", java("KeyPairGenerator", "EC"));
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      try (SecretBytes key = SecretBytes.adopt(pair.getPrivate().getEncoded())) {
        return new MadeKey(Bytes.of(pair.getPublic().getEncoded()), wrap(key));
      }
    } catch (GeneralSecurityException | StorageException e) {
      throw refused(e);
    }
  }

  Bytes sign(String scheme, Bytes reference, Bytes message) throws SecurityElementException {
    try (SecretBytes key = unwrap(reference).orElseThrow(() -> refused(new IOException("no key")))) {
      String name = "SHA256withECDSAinP1363Format";
      Signature signature = Signature.getInstance(name, java("Signature", name));
      KeyFactory keys = KeyFactory.getInstance("EC", java("KeyFactory", "EC"));
      signature.initSign(key.use(k -> keys.generatePrivate(new PKCS8EncodedKeySpec(k))), random);
      signature.update(message.toArray());
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException | StorageException e) {
      throw refused(e);
    }
  }

  private static SecurityElementException refused(Exception cause) {
    return new SecurityElementException(
        SecurityElementException.Kind.REFUSED, "the hardware refuses: " + cause.getMessage(), cause);
  }

  void deleteKey(Bytes reference) {}

  Bytes wrap(SecretBytes key) throws StorageException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
      return Bytes.concat(Bytes.of(nonce), Bytes.of(key.use(cipher::doFinal)));
    } catch (GeneralSecurityException e) {
      throw new StorageException("the hardware does not encrypt", e);
    }
  }

  Optional<SecretBytes> unwrap(Bytes wrapped) throws StorageException {
    if (wrapped.length() <= NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] content = wrapped.slice(NONCE_BYTES, wrapped.length() - NONCE_BYTES).toArray();
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, wrapped.slice(0, NONCE_BYTES).toArray());
      return Optional.of(SecretBytes.adopt(cipher.doFinal(content)));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new StorageException("the hardware does not decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException, StorageException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", java("Cipher", "AES"));
    try (SecretBytes key = masterKey()) {
      SecretKeySpec aes = key.use(k -> new SecretKeySpec(k, "AES"));
      cipher.init(mode, aes, new GCMParameterSpec(128, nonce));
      return cipher;
    }
  }

  private synchronized SecretBytes masterKey() throws StorageException {
    if (!Files.exists(file)) {
      try (SecretBytes made = SecretBytes.random(KEY_BYTES, random)) {
        DurableFiles.createDirectoryOf(file);
        DurableFiles.write(file, made.copy());
      } catch (IOException e) {
        throw new StorageException(file, "cannot be written", e);
      }
    }
    return SecretFile.read(file, KEY_BYTES);
  }

  private static Provider java(String service, String algorithm) throws GeneralSecurityException {
    return new JcaEngines().select(List.of(JcaEngines.JDK), service, algorithm);
  }
}
