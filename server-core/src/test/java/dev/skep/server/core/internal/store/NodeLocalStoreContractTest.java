package dev.skep.server.core.internal.store;

import dev.skep.api.issuer.SessionStore;
import dev.skep.testkit.store.SessionStoreContract;
import java.time.Clock;

/** The contract of all session stores; this one says that it is not shared. */
class NodeLocalStoreContractTest extends SessionStoreContract {
  @Override
  protected SessionStore newStore() {
    return new NodeLocalSessionStore(Clock.systemUTC());
  }

  @Override
  protected SessionStore anotherNode(SessionStore store) {
    throw new AssertionError("a node-local store has no other nodes");
  }

  @Override
  protected SessionStore restart(SessionStore store) {
    throw new AssertionError("a node-local store ends with its node");
  }
}
