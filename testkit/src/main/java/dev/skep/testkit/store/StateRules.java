package dev.skep.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How the state of a session is kept (spec rules S-15, R-7, R-8 and P-3). */
interface StateRules {
  int LARGE_BYTES = 500_000;

  @Must
  @Test
  default void S15_findsWhatWasWrittenAsItWas(Stores stores) throws Exception {
    SessionStore store = stores.store();
    byte[] all = new byte[LARGE_BYTES];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) (i * 31 + i / 256);
    }
    List<Bytes> states =
        List.of(Bytes.EMPTY, Bytes.hex("00"), Bytes.of(all, 0, 256), Bytes.of(all));
    for (int i = 0; i < states.size(); i++) {
      StoredSession written = new StoredSession(0, states.get(i), stores.later().plusMillis(i));
      assertEquals(Optional.empty(), store.find(Stores.id(i)));
      assertTrue(store.claim(Stores.id(i), stores.later()));
      assertEquals(Optional.empty(), store.find(Stores.id(i)), "a claim alone is a state");
      assertTrue(store.write(Stores.id(i), written));
      assertEquals(
          Optional.of(new StoredSession(1, states.get(i), written.expiresAt())),
          stores.another().find(Stores.id(i)));
    }
  }

  @Must
  @Test
  default void S15_aStateOutlivesARestart(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    assertTrue(store.write(Stores.id(1), stores.session(0, "a")));
    assertTrue(store.write(Stores.id(1), stores.session(1, "b")));
    SessionStore restarted = stores.restarted();
    assertEquals(Optional.of(stores.session(2, "b")), restarted.find(Stores.id(1)));
    assertFalse(restarted.write(Stores.id(1), stores.session(1, "c")), "versions begin anew");
    assertTrue(restarted.write(Stores.id(1), stores.session(2, "c")));
  }

  @Must
  @Test
  default void R8_writesOnlyOverTheVersionThatWasRead(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    for (long version : List.of(1L, 2L, Long.MAX_VALUE - 1)) {
      assertFalse(store.write(Stores.id(1), stores.session(version, "a")), "never written");
    }
    assertTrue(store.write(Stores.id(1), stores.session(0, "a")));
    assertFalse(store.write(Stores.id(1), stores.session(0, "b")), "overwrites the first state");
    assertFalse(store.write(Stores.id(1), stores.session(2, "b")), "leaves a version out");
    assertTrue(store.write(Stores.id(1), stores.session(1, "c")));
    for (long version : List.of(0L, 1L, 3L)) {
      assertFalse(store.write(Stores.id(1), stores.session(version, "d")), "overwrites a state");
      assertFalse(
          stores.another().write(Stores.id(1), stores.session(version, "d")),
          "overwrites a state of another node");
    }
    assertEquals(Optional.of(stores.session(2, "c")), store.find(Stores.id(1)));
  }

  @Must
  @Test
  default void R8_oneOfManyThreadsOnAllNodesWritesTheNextVersion(Stores stores) throws Exception {
    SessionStore store = stores.store();
    SessionStore other = stores.another();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    for (long version = 0; version < 10; version++) {
      long next = version;
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        SessionStore node = thread % 2 == 0 ? store : other;
        String state = "state " + thread;
        work.add(() -> node.write(Stores.id(1), stores.session(next, state)));
      }
      List<Boolean> writes = Together.run(work);
      assertEquals(1, writes.stream().filter(each -> each).count(), "writes that succeeded");
      assertEquals(
          Optional.of(stores.session(next + 1, "state " + writes.indexOf(true))),
          other.find(Stores.id(1)),
          "the state is not that of the one who was told so");
    }
  }

  @Must
  @Test
  default void R7_aStateThatIsRemovedIsGone(Stores stores) throws Exception {
    SessionStore store = stores.store();
    store.remove(Stores.id(1));
    for (int id = 1; id <= 2; id++) {
      assertTrue(store.claim(Stores.id(id), stores.later()));
      assertTrue(store.write(Stores.id(id), stores.session(0, "a")));
    }
    store.remove(Stores.id(1));
    store.remove(Stores.id(1));
    assertEquals(Optional.empty(), store.find(Stores.id(1)));
    assertEquals(Optional.empty(), stores.another().find(Stores.id(1)));
    assertFalse(store.write(Stores.id(1), stores.session(1, "b")), "a write brings it back");
    assertEquals(Optional.of(stores.session(1, "a")), store.find(Stores.id(2)));
  }

  @Must
  @Test
  default void P3_aStateThatIsExpiredIsNotFound(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    assertTrue(store.write(Stores.id(1), stores.session(0, "a")));
    assertEquals(Optional.of(stores.session(1, "a")), store.find(Stores.id(1)));
    StoredSession expired = new StoredSession(1, Bytes.utf8("b"), stores.earlier());
    assertTrue(store.write(Stores.id(1), expired));
    assertEquals(Optional.empty(), store.find(Stores.id(1)), "an expired state is found");
    assertFalse(store.claim(Stores.id(1), stores.later()), "the claim goes with the state");
    assertTrue(store.claim(Stores.id(2), stores.later()));
    assertTrue(store.write(Stores.id(2), new StoredSession(0, Bytes.EMPTY, stores.earlier())));
    assertEquals(Optional.empty(), store.find(Stores.id(2)), "an expired state is found");
  }
}
