package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Derivation;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.testkit.algorithm.KeyDerivationContract;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Key derivations with one fault each, and the contract for each of them to fail. */
final class BrokenDerivations {
  private BrokenDerivations() {}

  /** A good one, for subclasses to spoil. */
  private static class Delegating implements KeyDerivation {
    private final KeyDerivation good = Sound.only(KeyDerivation.class);

    @Override
    public String name() {
      return good.name();
    }

    @Override
    public String transcriptHash() {
      return good.transcriptHash();
    }

    @Override
    public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
      return good.derive(key, label, context, lengthBytes);
    }
  }

  static final class IgnoresTheContext extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          return super.derive(key, label, Bytes.EMPTY, length);
        }
      };
    }
  }

  static final class IgnoresTheLabel extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          return super.derive(key, "", context, length);
        }
      };
    }
  }

  static final class JoinsLabelAndContext extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          return super.derive(key, "", Bytes.concat(Bytes.utf8(label), context), length);
        }
      };
    }
  }

  static final class ReplacesWhatIsNotAscii extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          byte[] ascii = label.getBytes(StandardCharsets.US_ASCII);
          String read = new String(ascii, StandardCharsets.US_ASCII);
          return super.derive(key, read, context, length);
        }
      };
    }
  }

  static final class GivesKItself extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          super.derive(key, label, context, length).close();
          return SecretBytes.adopt(Arrays.copyOf(key.copy(), length));
        }
      };
    }
  }

  static final class GivesAnotherKeyEachTime extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          super.derive(key, label, context, length).close();
          return SecretBytes.random(length, new SecureRandom());
        }
      };
    }
  }

  static final class GivesWholeBlocks extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          boolean inside = length > 0 && length <= 224;
          return super.derive(key, label, context, inside ? (length + 31) / 32 * 32 : length);
        }
      };
    }
  }

  static final class TakesAnyLength extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          try (SecretBytes padded =
              SecretBytes.adopt(Arrays.copyOf(key.copy(), Math.max(16, key.length())))) {
            return super.derive(padded, label, context, Math.min(255, Math.max(1, length)));
          }
        }
      };
    }
  }

  static final class ErasesK extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          SecretBytes derived = super.derive(key, label, context, length);
          key.use(
              bytes -> {
                Arrays.fill(bytes, (byte) 0);
                return bytes.length;
              });
          return derived;
        }
      };
    }
  }

  /** What one thread began another one ends. */
  static final class MixesThreadsUp extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        private final Crossing crossing = new Crossing();
        private volatile Bytes last = Bytes.EMPTY;

        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          last = Bytes.of(key.copy());
          crossing.pass();
          try (SecretBytes read = SecretBytes.adopt(last.toArray())) {
            return super.derive(read, label, context, length);
          }
        }
      };
    }
  }

  static final class ShowsK extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        private String shown = "";

        @Override
        public SecretBytes derive(SecretBytes key, String label, Bytes context, int length) {
          shown = Arrays.toString(key.copy());
          return super.derive(key, label, context, length);
        }

        @Override
        public String toString() {
          return "KDF, last K " + shown;
        }
      };
    }
  }

  static final class ForgetsTheContextOfManyKeys extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public Derivation begin(SecretBytes key, Bytes context) {
          return super.begin(key, Bytes.EMPTY);
        }
      };
    }
  }

  static final class NeverEnds extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public Derivation begin(SecretBytes key, Bytes context) {
          Derivation good = super.begin(key, context);
          return new Derivation() {
            @Override
            public SecretBytes derive(String label, int lengthBytes) {
              return good.derive(label, lengthBytes);
            }

            @Override
            public void close() {}
          };
        }
      };
    }
  }

  static final class NamesNoHash extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return new Delegating() {
        @Override
        public String transcriptHash() {
          return "SHA-1";
        }
      };
    }
  }
}
