package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the calls to stores and lets one of them fail, or the node die in it. */
final class FaultyCalls {
  /** The end of a node: nothing in the server catches it. */
  static final class NodeDeath extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Which call fails, and how. */
  record Fault(int call, boolean afterEffect, boolean death) {}

  /** What was called, in order. */
  final List<String> calls = new ArrayList<>();

  private Optional<Fault> fault = Optional.empty();

  void arm(Fault next) {
    fault = Optional.of(next);
  }

  /** A call that may fail. */
  private interface Call<T> {
    T run() throws StoreException;
  }

  private <T> T around(String name, Call<T> call) throws StoreException {
    int index = calls.size();
    calls.add(name);
    Optional<Fault> now = fault.filter(armed -> armed.call() == index);
    if (now.isEmpty()) {
      return call.run();
    }
    if (now.get().afterEffect()) {
      call.run();
    }
    if (now.get().death()) {
      throw new NodeDeath();
    }
    throw new StoreException("the database does not answer; try again");
  }

  SessionStore store(SessionStore real) {
    return new SessionStore() {
      @Override
      public boolean shared() {
        return real.shared();
      }

      @Override
      public boolean claim(Bytes sessionId, Instant expiresAt) throws StoreException {
        return around("claim", () -> real.claim(sessionId, expiresAt));
      }

      @Override
      public Optional<StoredSession> find(Bytes sessionId) throws StoreException {
        return around("find", () -> real.find(sessionId));
      }

      @Override
      public boolean write(Bytes sessionId, StoredSession session) throws StoreException {
        return around("write", () -> real.write(sessionId, session));
      }

      @Override
      public void remove(Bytes sessionId) throws StoreException {
        around(
            "remove",
            () -> {
              real.remove(sessionId);
              return true;
            });
      }
    };
  }

  TestAuthority authority() {
    return new TestAuthority() {
      @Override
      public ProvisioningDecision provision(AttestedSession session) throws StoreException {
        return around("provision", () -> super.provision(session));
      }

      @Override
      public boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
          throws StoreException {
        return around("begin", () -> super.begin(session, certificates));
      }

      @Override
      public boolean complete(AttestedSession session) throws StoreException {
        return around("complete", () -> super.complete(session));
      }
    };
  }
}
