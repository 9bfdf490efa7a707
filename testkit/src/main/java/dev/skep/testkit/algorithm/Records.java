package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import java.util.Optional;

/** Seals and opens with a vendor's cipher, under one key. */
final class Records {
  static final Bytes DATA = Bytes.utf8("associated data");
  static final Bytes PLAINTEXT = Bytes.utf8("a record that is no multiple of a block");

  private Records() {}

  static SecretBytes key(SessionCipher cipher) {
    return SecretBytes.adopt(Samples.random(cipher.keyBytes()).toArray());
  }

  static Bytes seal(SessionCipher cipher, long sequence, Bytes data, Bytes plaintext) {
    try (SecretBytes key = key(cipher);
        SecretBytes secret = SecretBytes.adopt(plaintext.toArray())) {
      return cipher.seal(key, sequence, data, secret);
    }
  }

  static Optional<Bytes> open(SessionCipher cipher, long sequence, Bytes data, Bytes body) {
    try (SecretBytes key = key(cipher)) {
      return open(cipher, key, sequence, data, body);
    }
  }

  static Optional<Bytes> open(
      SessionCipher cipher, SecretBytes key, long sequence, Bytes data, Bytes body) {
    Optional<SecretBytes> opened = cipher.open(key, sequence, data, body);
    try {
      return opened.map(secret -> Bytes.of(secret.copy()));
    } finally {
      opened.ifPresent(SecretBytes::close);
    }
  }
}
