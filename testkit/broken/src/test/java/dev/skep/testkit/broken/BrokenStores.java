package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import dev.skep.testkit.broken.MemoryStore.Entries;
import dev.skep.testkit.store.SessionStoreContract;
import java.time.Instant;
import java.util.Optional;

/** Session stores with one fault each, and the contract for each of them to fail. */
final class BrokenStores {
  private BrokenStores() {}

  /** The contract of a node that something is done to. */
  abstract static class Case extends SessionStoreContract {
    final Entries entries = new Entries();

    abstract MemoryStore node(Entries entries);

    @Override
    protected SessionStore newStore() {
      return node(entries);
    }

    @Override
    protected SessionStore anotherNode(SessionStore store) {
      return node(entries);
    }

    @Override
    protected SessionStore restart(SessionStore store) {
      return node(entries);
    }
  }

  static final class ClaimsTwice extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public boolean claim(Bytes sessionId, Instant expiresAt) {
          super.claim(sessionId, expiresAt);
          return true;
        }
      };
    }
  }

  static final class LosesClaimsOnRestart extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries);
    }

    @Override
    protected SessionStore restart(SessionStore store) {
      entries.claims.clear();
      return super.restart(store);
    }
  }

  static final class LosesStatesOnRestart extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries);
    }

    @Override
    protected SessionStore restart(SessionStore store) {
      entries.states.clear();
      return super.restart(store);
    }
  }

  /** Says that it is shared, and each node has entries of its own. */
  static final class NodesDoNotMeet extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(new Entries());
    }
  }

  static final class ForgetsTheVersionCheck extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public boolean write(Bytes sessionId, StoredSession session) {
          put(sessionId, session);
          return true;
        }
      };
    }
  }

  static final class RemovesTheClaimToo extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public void remove(Bytes sessionId) {
          super.remove(sessionId);
          entries.claims.remove(sessionId);
        }
      };
    }
  }

  static final class KeepsWhatIsRemoved extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public void remove(Bytes sessionId) {}
      };
    }
  }

  /** As with a column that is too narrow. */
  static final class CutsIds extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public boolean claim(Bytes sessionId, Instant expiresAt) {
          return super.claim(sessionId.slice(0, 15), expiresAt);
        }
      };
    }
  }

  /** As with a column that is too narrow. */
  static final class CutsStates extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public boolean write(Bytes sessionId, StoredSession session) {
          Bytes state = session.sealedState();
          Bytes cut = state.slice(0, Math.min(65535, state.length()));
          return super.write(
              sessionId, new StoredSession(session.version(), cut, session.expiresAt()));
        }
      };
    }
  }

  static final class FindsWhatIsExpired extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public Optional<StoredSession> find(Bytes sessionId) {
          synchronized (entries) {
            return Optional.ofNullable(entries.states.get(sessionId));
          }
        }
      };
    }
  }

  static final class ForgetsAllClaimsWithAnExpiredOne extends Case {
    @Override
    MemoryStore node(Entries entries) {
      return new MemoryStore(entries) {
        @Override
        public boolean claim(Bytes sessionId, Instant expiresAt) {
          if (expiresAt.isBefore(Instant.now())) {
            synchronized (entries) {
              entries.claims.clear();
            }
          }
          return super.claim(sessionId, expiresAt);
        }
      };
    }
  }
}
