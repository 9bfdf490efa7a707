package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.testkit.algorithm.SessionCipherContract;
import java.util.Arrays;
import java.util.Optional;

/** Ciphers with one fault each, and the contract for each of them to fail. */
final class BrokenCiphers {
  private static final int TAG_BYTES = 16;

  private BrokenCiphers() {}

  /** A good one, for subclasses to spoil. */
  private static class Delegating implements SessionCipher {
    private final SessionCipher good = Sound.only(SessionCipher.class);

    @Override
    public String name() {
      return good.name();
    }

    @Override
    public int keyBytes() {
      return good.keyBytes();
    }

    @Override
    public long maximumRecords() {
      return good.maximumRecords();
    }

    @Override
    public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
      return good.seal(key, sequence, data, plaintext);
    }

    @Override
    public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
      return good.open(key, sequence, data, body);
    }
  }

  static final class OpensAnything extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(key, sequence, data, body)
              .or(() -> Optional.of(SecretBytes.adopt(new byte[1])));
        }
      };
    }
  }

  static final class ThrowsAtABadTag extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          Optional<SecretBytes> opened = super.open(key, sequence, data, body);
          if (opened.isEmpty()) {
            throw new IllegalStateException("bad tag");
          }
          return opened;
        }
      };
    }
  }

  static final class ForgetsAssociatedData extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          return super.seal(key, sequence, Bytes.EMPTY, plaintext);
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(key, sequence, Bytes.EMPTY, body);
        }
      };
    }
  }

  static final class RepeatsNoncesAfter65536Records extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        private static long cut(long sequence) {
          return sequence >= 0 && sequence < 1L << 32 ? sequence & 0xffff : sequence;
        }

        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          return super.seal(key, cut(sequence), data, plaintext);
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(key, cut(sequence), data, body);
        }
      };
    }
  }

  /** Authenticates, and leaves the plaintext as it is. */
  static final class OnlyAuthenticates extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          Bytes plain = Bytes.of(plaintext.copy());
          return Bytes.concat(plain, tag(key, sequence, data, plain));
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          int length = body.length() - TAG_BYTES;
          Bytes plain = body.slice(0, Math.max(0, length));
          Bytes tag = tag(key, sequence, data, plain);
          return length >= 0 && tag.equals(body.slice(length, TAG_BYTES))
              ? Optional.of(SecretBytes.adopt(plain.toArray()))
              : Optional.empty();
        }

        private Bytes tag(SecretBytes key, long sequence, Bytes data, Bytes plain) {
          Bytes both = Bytes.concat(Sha256.of(data), plain);
          try (SecretBytes none = SecretBytes.adopt(new byte[0])) {
            return super.seal(key, sequence, both, none);
          }
        }
      };
    }
  }

  static final class TakesAnySequenceNumber extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          return super.seal(key, sequence & 0xffffffffL, data, plaintext);
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(key, sequence & 0xffffffffL, data, body);
        }
      };
    }
  }

  /** Pads a key with zeros, or cuts it. */
  static final class TakesAnyKey extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        private SecretBytes fitted(SecretBytes key) {
          return SecretBytes.adopt(Arrays.copyOf(key.copy(), keyBytes()));
        }

        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          return super.seal(fitted(key), sequence, data, plaintext);
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(fitted(key), sequence, data, body);
        }
      };
    }
  }

  static final class IgnoresTheEndOfTheKey extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        private SecretBytes half(SecretBytes key) {
          byte[] bytes = key.copy();
          Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
          return SecretBytes.adopt(bytes);
        }

        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          return super.seal(half(key), sequence, data, plaintext);
        }

        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return super.open(half(key), sequence, data, body);
        }
      };
    }
  }

  static final class ErasesThePlaintext extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          Bytes body = super.seal(key, sequence, data, plaintext);
          plaintext.use(
              bytes -> {
                Arrays.fill(bytes, (byte) 0);
                return bytes.length;
              });
          return body;
        }
      };
    }
  }

  static final class LosesWhatIsLong extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        @Override
        public Optional<SecretBytes> open(SecretBytes key, long sequence, Bytes data, Bytes body) {
          return body.length() > 65536 ? Optional.empty() : super.open(key, sequence, data, body);
        }
      };
    }
  }

  /** What one thread began another one ends. */
  static final class MixesThreadsUp extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        private final Crossing crossing = new Crossing();
        private volatile long last;

        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          last = sequence;
          crossing.pass();
          return super.seal(key, last, data, plaintext);
        }
      };
    }
  }

  static final class ShowsTheKey extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return new Delegating() {
        private String shown = "";

        @Override
        public Bytes seal(SecretBytes key, long sequence, Bytes data, SecretBytes plaintext) {
          shown = Bytes.of(key.copy()).toHex();
          return super.seal(key, sequence, data, plaintext);
        }

        @Override
        public String toString() {
          return "cipher, last used with " + shown;
        }
      };
    }
  }
}
