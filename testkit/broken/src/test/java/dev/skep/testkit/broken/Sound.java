package dev.skep.testkit.broken;

import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.issuer.SessionStore;
import dev.skep.testkit.algorithm.AttestationSchemeContract;
import dev.skep.testkit.algorithm.KeyDerivationContract;
import dev.skep.testkit.algorithm.KeyTransportContract;
import dev.skep.testkit.algorithm.SessionCipherContract;
import dev.skep.testkit.store.SessionStoreContract;
import java.util.ServiceLoader;

/** What is spoiled, as it is before: the controls. */
final class Sound {
  private Sound() {}

  static <T> T only(Class<T> role) {
    return ServiceLoader.load(role).findFirst().orElseThrow();
  }

  static final class Transport extends KeyTransportContract {
    @Override
    protected KeyTransport transport() {
      return new DelegatingTransport(only(KeyTransport.class));
    }
  }

  static final class Scheme extends AttestationSchemeContract {
    @Override
    protected AttestationScheme scheme() {
      return new DelegatingScheme(only(AttestationScheme.class));
    }
  }

  static final class Derivation extends KeyDerivationContract {
    @Override
    protected KeyDerivation derivation() {
      return only(KeyDerivation.class);
    }
  }

  static final class Cipher extends SessionCipherContract {
    @Override
    protected SessionCipher cipher() {
      return only(SessionCipher.class);
    }
  }

  static final class Store extends SessionStoreContract {
    private final MemoryStore.Entries entries = new MemoryStore.Entries();

    @Override
    protected SessionStore newStore() {
      return new MemoryStore(entries);
    }

    @Override
    protected SessionStore anotherNode(SessionStore store) {
      return new MemoryStore(entries);
    }

    @Override
    protected SessionStore restart(SessionStore store) {
      return new MemoryStore(entries);
    }
  }
}
