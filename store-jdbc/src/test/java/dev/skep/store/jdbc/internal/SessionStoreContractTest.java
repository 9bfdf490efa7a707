package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import dev.skep.testkit.store.SessionStoreContract;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The contract of all session stores, on each database. It has attack 10 (a response replayed after
 * a restart finds its session used) and attack 23 (of two nodes that accept the same response at
 * once, one may).
 */
@ParameterizedClass
@EnumSource(Engine.class)
class SessionStoreContractTest extends SessionStoreContract {
  private final Nodes nodes;

  SessionStoreContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @Override
  protected SessionStore newStore() throws StoreException {
    return nodes.start(Clock.systemUTC()).sessions();
  }

  @Override
  protected SessionStore anotherNode(SessionStore store) throws StoreException {
    return newStore();
  }

  @Override
  protected SessionStore restart(SessionStore store) throws StoreException {
    nodes.close();
    return newStore();
  }

  @Override
  protected void putAway() {
    nodes.close();
  }

  @Test
  void findsAStateUntilTheMomentOfItsExpiry() throws StoreException {
    TestClock clock = new TestClock();
    SessionStore store = nodes.start(clock).sessions();
    Bytes id = Samples.session(1);
    store.write(id, new StoredSession(0, Bytes.EMPTY, TestClock.START.plusSeconds(60)));
    clock.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(store.find(id)).isPresent();
    clock.advance(Duration.ofMillis(1));
    assertThat(store.find(id)).as("at its expiry").isEmpty();
  }

  @Test
  void isShared() throws StoreException {
    assertThat(newStore().shared()).isTrue();
  }
}
