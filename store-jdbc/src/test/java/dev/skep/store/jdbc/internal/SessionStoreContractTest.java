package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class SessionStoreContractTest {
  private static final Instant EXPIRY = TestClock.START.plusSeconds(60);
  private static final Bytes ID = id(1);

  private final TestClock clock = new TestClock();
  private final Nodes nodes;
  private SessionStore store;

  SessionStoreContractTest(Engine engine) {
    nodes = new Nodes(engine);
  }

  @BeforeEach
  void open() throws StoreException {
    store = nodes.start(clock).sessions();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static Bytes id(int number) {
    return Bytes.hex(String.format("%032x", number));
  }

  private static StoredSession session(long version, String state) {
    return new StoredSession(version, Bytes.utf8(state), EXPIRY);
  }

  @Test
  void claimsAnIdOnce() throws StoreException {
    assertThat(store.claim(ID, EXPIRY)).isTrue();
    assertThat(store.claim(ID, EXPIRY)).isFalse();
    assertThat(store.claim(id(2), EXPIRY)).isTrue();
    assertThat(store.shared()).isTrue();
  }

  @Test
  @DisplayName("attack 10: a response replayed after a restart finds its session used")
  void remembersAClaimOverARestart() throws StoreException {
    store.claim(ID, EXPIRY);
    store.write(ID, session(0, "a"));

    nodes.close();
    SessionStore restarted = nodes.start(clock).sessions();

    assertThat(restarted.claim(ID, EXPIRY)).isFalse();
    assertThat(restarted.find(ID)).contains(session(1, "a"));
  }

  @Test
  @DisplayName("attack 23: of two nodes that accept the same response at once, one may")
  void letsExactlyOneOfTwoNodesClaimAnId() throws Exception {
    SessionStore other = nodes.start(clock).sessions();
    for (int i = 0; i < 100; i++) {
      Bytes id = id(100 + i);

      List<Boolean> claims =
          Nodes.together(
              List.<Callable<Boolean>>of(
                  () -> store.claim(id, EXPIRY), () -> other.claim(id, EXPIRY)));

      assertThat(claims).containsExactlyInAnyOrder(true, false);
    }
  }

  @Test
  void findsWhatWasWrittenUntilItExpires() throws StoreException {
    assertThat(store.find(ID)).isEmpty();
    store.write(ID, session(0, "a"));

    clock.advance(Duration.ofSeconds(60).minusMillis(1));
    assertThat(store.find(ID)).contains(session(1, "a"));
    clock.advance(Duration.ofMillis(1));
    assertThat(store.find(ID)).as("at its expiry").isEmpty();
  }

  @Test
  void writesOnlyOverTheVersionThatWasRead() throws StoreException {
    assertThat(store.write(ID, session(0, "a"))).isTrue();
    assertThat(store.write(ID, session(0, "b"))).as("somebody was first").isFalse();
    assertThat(store.write(ID, session(1, "c"))).isTrue();
    assertThat(store.write(ID, session(1, "d"))).as("somebody was first").isFalse();
    assertThat(store.write(id(2), session(1, "e"))).as("never written").isFalse();
    assertThat(store.find(ID)).contains(session(2, "c"));
  }

  @Test
  void letsExactlyOneOfManyWriteTheNextVersion() throws Exception {
    SessionStore other = nodes.start(clock).sessions();
    for (long version = 0; version < 20; version++) {
      StoredSession next = session(version, "state " + version);

      List<Boolean> writes =
          Nodes.together(
              IntStream.range(0, 4)
                  .<Callable<Boolean>>mapToObj(
                      i -> () -> (i % 2 == 0 ? store : other).write(ID, next))
                  .toList());

      assertThat(writes).containsOnlyOnce(true);
    }
  }

  @Test
  void forgetsStateButNotTheClaim() throws StoreException {
    store.claim(ID, EXPIRY);
    store.write(ID, session(0, "a"));
    store.remove(ID);
    store.remove(id(2));

    assertThat(store.find(ID)).isEmpty();
    assertThat(store.claim(ID, EXPIRY)).isFalse();
  }

  @Test
  void keepsAStateOfManyKilobytes() throws StoreException {
    StoredSession large = new StoredSession(0, Bytes.of(new byte[500_000]), EXPIRY);
    store.write(ID, large);

    assertThat(store.find(ID).orElseThrow().sealedState()).isEqualTo(large.sealedState());
  }
}
