package dev.skep.testkit.store;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoredSession;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Assumptions;

/** The stores of one test: the vendor's, a further node on the same entries, one restarted. */
final class Stores {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SessionStoreContract vendor;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private SessionStore current;

  Stores(SessionStoreContract vendor, SessionStore store) {
    this.vendor = vendor;
    this.current = store;
  }

  SessionStore store() {
    return current;
  }

  /** Another node; the store itself where it has no other nodes. */
  SessionStore another() throws Exception {
    return current.shared() ? vendor.anotherNode(current) : current;
  }

  /** The store after a restart; the rule is skipped for one that does not outlive it. */
  SessionStore restarted() throws Exception {
    Assumptions.assumeTrue(current.shared(), "the store says that nothing outlives a restart");
    current = vendor.restart(current);
    return current;
  }

  /** An hour from now. */
  Instant later() {
    return now.plus(HOUR);
  }

  /** An hour ago. */
  Instant earlier() {
    return now.minus(HOUR);
  }

  static Bytes id(int number) {
    return Bytes.hex(String.format("%032x", number));
  }

  StoredSession session(long version, String state) {
    return new StoredSession(version, Bytes.utf8(state), later());
  }
}
