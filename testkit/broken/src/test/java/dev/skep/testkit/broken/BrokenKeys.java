package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.broken.BrokenTransports.Case;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transports with one fault each in how they make and read keys, and the contract of each. */
final class BrokenKeys {
  private BrokenKeys() {}

  /** Any bytes are some key. */
  static final class TakesAnyKey extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private final KeyPair some = generateKeyPair(256, new SecureRandom());

        @Override
        public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) {
          try {
            return super.decodePublicKey(subjectPublicKeyInfo);
          } catch (InvalidKeyException e) {
            return some.getPublic();
          }
        }

        @Override
        public PrivateKey decodePrivateKey(SecretBytes pkcs8) {
          try {
            return super.decodePrivateKey(pkcs8);
          } catch (InvalidKeyException e) {
            return some.getPrivate();
          }
        }
      };
    }

    /** The point (0, 0), which is not on the curve. */
    @Override
    protected List<Bytes> unfitPublicKeys() {
      String form = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
      return List.of(Bytes.hex(form + "04" + "00".repeat(64)));
    }
  }

  static final class MakesKeysOfAnySize extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public KeyPair generateKeyPair(int sizeBits, SecureRandom random) {
          return super.generateKeyPair(256, random);
        }
      };
    }
  }

  static final class EncodesOtherwise extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public PublicKey decodePublicKey(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
          PublicKey key = super.decodePublicKey(subjectPublicKeyInfo);
          return new Longer(key);
        }
      };
    }
  }

  private record Longer(PublicKey key) implements PublicKey {
    @Override
    public String getAlgorithm() {
      return key.getAlgorithm();
    }

    @Override
    public String getFormat() {
      return key.getFormat();
    }

    @Override
    public byte @Nullable [] getEncoded() {
      byte[] encoded = key.getEncoded();
      return Arrays.copyOf(encoded, encoded.length + 1);
    }
  }

  static final class ErasesWhatItReads extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public PrivateKey decodePrivateKey(SecretBytes pkcs8) throws InvalidKeyException {
          PrivateKey key = super.decodePrivateKey(pkcs8);
          pkcs8.use(
              bytes -> {
                Arrays.fill(bytes, (byte) 0);
                return bytes.length;
              });
          return key;
        }
      };
    }
  }
}
