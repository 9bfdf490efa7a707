package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.se.kernel.DeviceKey;
import dev.skep.se.kernel.DeviceKeys;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.state.DeviceState;
import dev.skep.se.kernel.internal.state.DurableState;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of an SE from blank over a key to personalised. The caller keeps changes apart from
 * everything else.
 */
final class Personalization implements AutoCloseable {
  private final DurableState state;
  private final DeviceKeys keys;
  private @Nullable DeviceKey key;

  /** What a personalised SE attests with. */
  record Identity(DeviceKey key, List<Bytes> chain) {
    /** The leaf certificate, DER. */
    Bytes leaf() {
      return chain.get(0);
    }
  }

  /**
   * Begins with what is stored.
   *
   * @param state stays the caller's
   */
  Personalization(DurableState state, DeviceKeys keys) {
    this.state = state;
    this.keys = keys;
    this.key = state.now().key().map(keys::open).orElse(null);
  }

  /** The schemes that there can be a key for. */
  List<String> schemes() {
    return keys.schemes();
  }

  Optional<Identity> identity() {
    DeviceKey present = key;
    List<Bytes> chain = state.now().chain();
    return present == null || chain.isEmpty()
        ? Optional.empty()
        : Optional.of(new Identity(present, chain));
  }

  Bytes createKey(String scheme) throws SecurityElementException {
    requireBlank(state.now());
    StoredDeviceKey made = keys.create(scheme);
    try {
      state.alone(
          now -> {
            state.replace(now.withKey(made));
            return made;
          });
    } catch (SecurityElementException | RuntimeException e) {
      made.close();
      throw e;
    }
    DeviceKey previous = key;
    key = keys.open(made);
    if (previous != null) {
      previous.discard();
    }
    return made.publicKey();
  }

  void installChain(List<Bytes> chain) throws SecurityElementException {
    requireBlank(state.now());
    DeviceKey present = key;
    if (present == null) {
      throw refused("there is no attestation key yet: create it first");
    }
    Optional<String> problem = CertificateChain.problem(chain, present.publicKey());
    if (problem.isPresent()) {
      throw refused(problem.get());
    }
    state.alone(
        now -> {
          state.replace(now.withChain(chain));
          return chain;
        });
  }

  private static void requireBlank(DeviceState now) throws SecurityElementException {
    if (now.personalized()) {
      throw refused("this security element is personalised and locked for good");
    }
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }

  @Override
  public void close() {
    DeviceKey present = key;
    if (present != null) {
      present.close();
    }
  }
}
