package dev.skep.server.http.internal;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The service that new calls go to. It can be exchanged under load: the newest one bound is used,
 * and one that leaves is waited for until its calls in flight have ended. Thread-safe.
 *
 * @param <S> the type of the service
 */
final class ServiceSlot<S> {
  private final Map<S, ServiceLease<S>> leases = new IdentityHashMap<>();
  private volatile @Nullable ServiceLease<S> current;

  /** Sends new calls to a service. */
  synchronized void bind(S service) {
    ServiceLease<S> lease = new ServiceLease<>(service);
    leases.put(service, lease);
    current = lease;
  }

  /**
   * Sends no more calls to a service and waits for those in flight. Unknown ones are ignored.
   *
   * @param patience how long at most
   * @return whether no call is in flight any more
   */
  boolean unbind(S service, Duration patience) {
    ServiceLease<S> lease;
    synchronized (this) {
      lease = leases.remove(service);
      if (lease != null && current == lease) {
        current = null;
      }
    }
    return lease == null || lease.close(patience);
  }

  /** Whether there is no service now. */
  boolean isEmpty() {
    return current == null;
  }

  /**
   * Runs a call on the current service; on its successor if it leaves in this moment.
   *
   * @return empty if there is no service
   */
  <T> Optional<T> call(Function<S, T> call) {
    for (ServiceLease<S> lease = current; lease != null; lease = current) {
      Optional<T> result = lease.use(call);
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }
}
