package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.testkit.algorithm.KeyTransportContract;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Optional;

/** Transports with one fault each in what they do with K and EK, and the contract of each. */
final class BrokenTransports {
  private static final int EK_BYTES = 65;

  private BrokenTransports() {}

  /** The contract of a transport that something is done to. */
  abstract static class Case extends KeyTransportContract {
    abstract DelegatingTransport spoil(KeyTransport good);

    @Override
    protected KeyTransport transport() {
      return spoil(Sound.only(KeyTransport.class));
    }
  }

  static final class ReusesK extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private Optional<Bytes> first = Optional.empty();
        private Bytes ek = Bytes.EMPTY;

        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          if (first.isEmpty()) {
            Encapsulation made = super.encapsulate(serverKey, random);
            first = Optional.of(Bytes.of(made.sharedSecret().copy()));
            ek = made.encapsulatedKey();
            return made;
          }
          return new Encapsulation(SecretBytes.adopt(first.get().toArray()), ek);
        }
      };
    }
  }

  static final class ShowsK extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private String shown = "";

        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          Encapsulation made = super.encapsulate(serverKey, random);
          shown = Bytes.of(made.sharedSecret().copy()).toHex();
          return made;
        }

        @Override
        public String toString() {
          return "transport, last K " + shown;
        }
      };
    }
  }

  static final class ThrowsAtABadEk extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Decapsulation got = super.decapsulate(serverKey, ek, random);
          got.failure()
              .ifPresent(
                  why -> {
                    throw new IllegalArgumentException(why);
                  });
          return got;
        }
      };
    }
  }

  static final class GivesZerosForABadEk extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Decapsulation got = super.decapsulate(serverKey, ek, random);
          return got.failure().isEmpty()
              ? got
              : new Decapsulation(SecretBytes.adopt(new byte[32]), got.failure());
        }
      };
    }
  }

  static final class HidesThatItFailed extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Decapsulation got = super.decapsulate(serverKey, ek, random);
          return new Decapsulation(got.sharedSecret(), Optional.empty());
        }
      };
    }
  }

  /** The K of a failure is drawn from a source of its own, when it is needed. */
  static final class DrawsTheSpareKElsewhere extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          return super.decapsulate(serverKey, ek, new SecureRandom());
        }
      };
    }
  }

  static final class OverlooksWhatFollowsEk extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Bytes read = ek.slice(0, Math.min(EK_BYTES, ek.length()));
          return super.decapsulate(serverKey, read, random);
        }
      };
    }
  }

  /** Takes the last EK that was good in the place of one that is not. */
  static final class RepairsEk extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private Bytes last = Bytes.EMPTY;

        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          Encapsulation made = super.encapsulate(serverKey, random);
          last = made.encapsulatedKey();
          return made;
        }

        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Decapsulation got = super.decapsulate(serverKey, ek, random);
          boolean repair = got.failure().isPresent() && ek.length() == EK_BYTES;
          return repair ? super.decapsulate(serverKey, last, random) : got;
        }
      };
    }
  }

  static final class DeclaresAnotherLength extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public int sharedSecretBytes() {
          return 48;
        }
      };
    }
  }

  /** Anybody who sees EK has K. */
  static final class MakesKOutOfEk extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          try (Encapsulation made = super.encapsulate(serverKey, random)) {
            return new Encapsulation(hash(made.encapsulatedKey()), made.encapsulatedKey());
          }
        }

        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Decapsulation got = super.decapsulate(serverKey, ek, random);
          return got.failure().isPresent() ? got : new Decapsulation(hash(ek), got.failure());
        }

        private static SecretBytes hash(Bytes ek) {
          return SecretBytes.adopt(Sha256.of(ek).toArray());
        }
      };
    }
  }

  /** Sends K along, masked by nothing. */
  static final class SendsK extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          Encapsulation made = super.encapsulate(serverKey, random);
          Bytes secret = Bytes.of(made.sharedSecret().copy());
          return new Encapsulation(
              made.sharedSecret(), Bytes.concat(made.encapsulatedKey(), secret));
        }

        @Override
        public Decapsulation decapsulate(KeyPair serverKey, Bytes ek, SecureRandom random) {
          Bytes own = ek.length() == EK_BYTES + 32 ? ek.slice(0, EK_BYTES) : Bytes.EMPTY;
          return super.decapsulate(serverKey, own, random);
        }
      };
    }
  }

  /** One object for K, which is made anew in place. */
  static final class HasOneBuffer extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private byte[] buffer = new byte[32];

        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          try (Encapsulation made = super.encapsulate(serverKey, random)) {
            System.arraycopy(made.sharedSecret().copy(), 0, buffer, 0, 32);
            return new Encapsulation(SecretBytes.adopt(buffer), made.encapsulatedKey());
          }
        }
      };
    }
  }

  /** What one thread began another one ends. */
  static final class MixesThreadsUp extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        private final Crossing crossing = new Crossing();
        private volatile Bytes last = Bytes.EMPTY;

        @Override
        public Encapsulation encapsulate(PublicKey serverKey, SecureRandom random) {
          Encapsulation made = super.encapsulate(serverKey, random);
          last = made.encapsulatedKey();
          crossing.pass();
          return new Encapsulation(made.sharedSecret(), last);
        }
      };
    }
  }

  static final class WantsOneKeyForAllOffers extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public boolean keyPairPerOffer() {
          return false;
        }
      };
    }
  }

  static final class HasABlankName extends Case {
    @Override
    DelegatingTransport spoil(KeyTransport good) {
      return new DelegatingTransport(good) {
        @Override
        public String name() {
          return "my transport";
        }
      };
    }
  }
}
