package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.testkit.algorithm.AttestationSchemeContract;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;

/** Schemes with one fault each, and the contract for each of them to fail. */
final class BrokenSchemes {
  private static final int SIGNATURE_BYTES = 64;

  private BrokenSchemes() {}

  /** The contract of a scheme that something is done to. */
  abstract static class Case extends AttestationSchemeContract {
    abstract DelegatingScheme spoil(AttestationScheme good);

    @Override
    protected AttestationScheme scheme() {
      return spoil(Sound.only(AttestationScheme.class));
    }
  }

  static final class SaysYesToAll extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return true;
        }
      };
    }
  }

  static final class SaysNoToAll extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return false;
        }
      };
    }
  }

  static final class ThrowsAtABadLength extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return super.verify(key, message, signature.slice(0, SIGNATURE_BYTES));
        }
      };
    }
  }

  static final class OverlooksWhatFollowsTheSignature extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          int length = Math.min(SIGNATURE_BYTES, signature.length());
          return super.verify(key, message, signature.slice(0, length));
        }
      };
    }
  }

  /** A message as long as a digest is taken for one. */
  static final class SignsDigests extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private static Bytes digest(Bytes message) {
          return message.length() == 32 ? message : Sha256.of(message);
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
          return super.sign(key, digest(message), random);
        }

        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return super.verify(key, digest(message), signature);
        }
      };
    }
  }

  /** As with a buffer that is too small. */
  static final class ReadsTheBeginningOnly extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private static Bytes begin(Bytes message) {
          return message.slice(0, Math.min(65536, message.length()));
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
          return super.sign(key, begin(message), random);
        }

        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return super.verify(key, begin(message), signature);
        }
      };
    }
  }

  /** A zero at the end does not count. */
  static final class StripsMessages extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private static Bytes stripped(Bytes message) {
          int length = message.length();
          return length > 0 && message.at(length - 1) == 0 ? message.slice(0, length - 1) : message;
        }

        @Override
        public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
          return super.sign(key, stripped(message), random);
        }

        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return super.verify(key, stripped(message), signature);
        }
      };
    }
  }

  static final class VerifiesWithTheFirstKeyItSaw extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private Optional<PublicKey> first = Optional.empty();

        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          if (first.isEmpty()) {
            first = Optional.of(key);
          }
          return super.verify(key, message, signature)
              || super.verify(first.get(), message, signature);
        }
      };
    }
  }

  /** CVE-2022-21449. */
  static final class TakesZeros extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return signature.equals(Bytes.of(new byte[SIGNATURE_BYTES]))
              || super.verify(key, message, signature);
        }
      };
    }
  }

  /** The highest bit of s does not count. */
  static final class MasksABit extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        @Override
        public boolean verify(PublicKey key, Bytes message, Bytes signature) {
          return super.verify(key, message, signature)
              || signature.length() == SIGNATURE_BYTES
                  && super.verify(key, message, withoutLastBit(signature));
        }

        private static Bytes withoutLastBit(Bytes signature) {
          byte[] changed = signature.toArray();
          changed[SIGNATURE_BYTES - 1] ^= (byte) 0x80;
          return Bytes.of(changed);
        }
      };
    }
  }

  /** What one thread began another one ends. */
  static final class MixesThreadsUp extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private final Crossing crossing = new Crossing();
        private volatile Bytes last = Bytes.EMPTY;

        @Override
        public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
          last = message;
          crossing.pass();
          return super.sign(key, last, random);
        }
      };
    }
  }

  static final class ShowsTheKey extends Case {
    @Override
    DelegatingScheme spoil(AttestationScheme good) {
      return new DelegatingScheme(good) {
        private String shown = "";

        @Override
        public Bytes sign(PrivateKey key, Bytes message, SecureRandom random) {
          shown = Bytes.of(key.getEncoded()).toHex();
          return super.sign(key, message, random);
        }

        @Override
        public String toString() {
          return "scheme, last used with " + shown;
        }
      };
    }
  }
}
