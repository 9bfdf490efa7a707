package dev.skep.server.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.StoredSession;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What the contract of all stores does not ask: when entries go. */
class NodeLocalSessionStoreTest {
  private static final Bytes ID = Bytes.hex("01");
  private static final Bytes OTHER = Bytes.hex("02");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final NodeLocalSessionStore store =
      new NodeLocalSessionStore(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  private static StoredSession session(long version) {
    return new StoredSession(version, Bytes.hex("aa"), START.plusSeconds(60));
  }

  @Test
  void keepsAClaimUntilItExpires() {
    store.claim(ID, START.plusSeconds(60));
    now = START.plusSeconds(59);
    assertThat(store.claim(ID, START.plusSeconds(90))).isFalse();
    now = START.plusSeconds(80);
    store.claim(OTHER, START.plusSeconds(90)); // clears what is expired
    assertThat(store.claim(ID, START.plusSeconds(90))).as("forgotten").isTrue();
  }

  @Test
  void findsAStateUntilTheMomentOfItsExpiry() {
    store.write(ID, session(0));
    now = START.plusSeconds(60).minusNanos(1);
    assertThat(store.find(ID)).isPresent();
    now = START.plusSeconds(60);
    assertThat(store.find(ID)).isEmpty();
  }
}
