package dev.skep.server.http.internal;

import dev.skep.api.issuer.IssuerServer;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server that new calls go to. It can be exchanged under load: the newest one bound is used,
 * and one that leaves is waited for until its calls in flight have ended. Thread-safe.
 */
final class IssuerSlot {
  private final Map<IssuerServer, IssuerLease> leases = new IdentityHashMap<>();
  private volatile @Nullable IssuerLease current;

  /** Sends new calls to a server. */
  synchronized void bind(IssuerServer server) {
    IssuerLease lease = new IssuerLease(server);
    leases.put(server, lease);
    current = lease;
  }

  /**
   * Sends no more calls to a server and waits for those in flight. Unknown ones are ignored.
   *
   * @param patience how long at most
   * @return whether no call is in flight any more
   */
  boolean unbind(IssuerServer server, Duration patience) {
    IssuerLease lease;
    synchronized (this) {
      lease = leases.remove(server);
      if (lease != null && current == lease) {
        current = null;
      }
    }
    return lease == null || lease.close(patience);
  }

  /** Whether there is no server now. */
  boolean isEmpty() {
    return current == null;
  }

  /**
   * Runs a call on the current server; on its successor if it leaves in this moment.
   *
   * @return empty if there is no server
   */
  <T> Optional<T> call(Function<IssuerServer, T> call) {
    for (IssuerLease lease = current; lease != null; lease = current) {
      Optional<T> result = lease.use(call);
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }
}
