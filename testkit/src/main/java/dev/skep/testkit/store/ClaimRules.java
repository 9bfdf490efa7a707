package dev.skep.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** That a session id is used once (spec rule S-10). */
interface ClaimRules {
  @Must
  @Test
  default void S10_anIdIsClaimedOnce(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()), "a new id is taken for a used one");
    for (int i = 0; i < 3; i++) {
      assertFalse(store.claim(Stores.id(1), stores.later()), "claimed twice");
    }
    assertFalse(store.claim(Stores.id(1), stores.later().plusSeconds(60)), "claimed twice");
    assertFalse(stores.another().claim(Stores.id(1), stores.later()), "claimed on another node");
  }

  @Must
  @Test
  default void S10_everyBitOfAnIdCounts(Stores stores) throws Exception {
    SessionStore store = stores.store();
    List<Bytes> ids = new ArrayList<>(List.of(Bytes.of(new byte[16]), Bytes.hex("ff".repeat(16))));
    for (int bit = 0; bit < 128; bit++) {
      byte[] id = new byte[16];
      id[bit / 8] = (byte) (1 << bit % 8);
      ids.add(Bytes.of(id));
    }
    for (Bytes id : ids) {
      assertTrue(store.claim(id, stores.later()), () -> id + " is taken for another id");
    }
    for (Bytes id : ids) {
      assertFalse(store.claim(id, stores.later()), () -> id + " is claimed twice");
    }
  }

  @Must
  @Test
  default void S10_oneOfManyThreadsOnAllNodesClaims(Stores stores) throws Exception {
    SessionStore store = stores.store();
    SessionStore other = stores.another();
    int ids = 25;
    List<Callable<List<Boolean>>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      SessionStore node = thread % 2 == 0 ? store : other;
      work.add(
          () -> {
            List<Boolean> claims = new ArrayList<>();
            for (int i = 0; i < ids; i++) {
              claims.add(node.claim(Stores.id(i), stores.later()));
            }
            return claims;
          });
    }
    List<List<Boolean>> claims = Together.run(work);
    for (int i = 0; i < ids; i++) {
      int id = i;
      long winners = claims.stream().filter(each -> each.get(id)).count();
      assertEquals(1, winners, "claims of one id that succeeded");
    }
  }

  @Must
  @Test
  default void S10_aClaimOutlivesARestart(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    assertTrue(store.claim(Stores.id(2), stores.later()));
    assertTrue(store.write(Stores.id(2), stores.session(0, "a")));
    store.remove(Stores.id(2));
    SessionStore restarted = stores.restarted();
    assertFalse(restarted.claim(Stores.id(1), stores.later()), "a restart forgets a claim");
    assertFalse(restarted.claim(Stores.id(2), stores.later()), "a restart forgets a claim");
    assertTrue(restarted.claim(Stores.id(3), stores.later()));
  }

  @Must
  @Test
  default void S10_theClaimStaysWhenTheStateGoes(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.later()));
    store.remove(Stores.id(1));
    assertFalse(store.claim(Stores.id(1), stores.later()), "removing no state frees the id");
    assertTrue(store.write(Stores.id(1), stores.session(0, "a")));
    assertFalse(store.claim(Stores.id(1), stores.later()), "writing frees the id");
    store.remove(Stores.id(1));
    assertFalse(store.claim(Stores.id(1), stores.later()), "removing the state frees the id");
  }

  @May
  @Test
  default void S10_forgetsAClaimThatIsExpired(Stores stores) throws Exception {
    SessionStore store = stores.store();
    assertTrue(store.claim(Stores.id(1), stores.earlier()));
    assertTrue(store.claim(Stores.id(2), stores.later()));
    store.claim(Stores.id(1), stores.earlier());
    assertFalse(store.claim(Stores.id(2), stores.later()), "what is not expired goes with it");
  }
}
