package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Sessions with one server: only the server's part is measured. Not thread-safe. */
final class Sessions {
  private final Issuer issuer;
  private final SecureRandom random = new SecureRandom();
  private long offerNanos;

  Sessions(Issuer issuer) {
    this.issuer = issuer;
  }

  /**
   * Has each device establish one session.
   *
   * @return the CPU time of the server for all responses, in nanoseconds
   */
  long accept(List<Device> devices) {
    Iterator<Bytes> responses = responses(devices).iterator();
    return CpuTime.of(devices.size(), () -> issuer.accept(responses.next()));
  }

  /** One response of each device, each to an offer of its own. */
  List<Bytes> responses(List<Device> devices) {
    List<Bytes> offers = new ArrayList<>();
    offerNanos += CpuTime.of(devices.size(), () -> offers.add(issuer.offer()));
    List<Bytes> responses = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      responses.add(devices.get(i).respond(offers.get(i), random));
    }
    return responses;
  }

  /** The CPU time of all offers since the last call, in nanoseconds. */
  long takeOfferNanos() {
    long taken = offerNanos;
    offerNanos = 0;
    return taken;
  }
}
