package dev.skep.se.kernel.internal.state;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that an SE keeps over restarts. Each state shares the secrets that did not change with the
 * one before it. Closing it erases its secrets.
 *
 * @param generation rises by one with each change
 * @param masterKey 32 bytes, wraps handles
 * @param key the device key; empty in a blank SE
 * @param chain SE_Cert, leaf first; empty until the SE is personalised
 * @param objects what issuers provisioned
 * @param answers to the sessions that committed last, the oldest first
 */
public record DeviceState(
    long generation,
    SecretBytes masterKey,
    Optional<StoredDeviceKey> key,
    List<Bytes> chain,
    ObjectTable objects,
    List<KeptAnswer> answers)
    implements AutoCloseable {
  /** Copies the lists. */
  public DeviceState {
    chain = List.copyOf(chain);
    answers = List.copyOf(answers);
  }

  /** A blank SE with a master key of its own, taken over. */
  public static DeviceState blank(SecretBytes masterKey) {
    return new DeviceState(1, masterKey, Optional.empty(), List.of(), ObjectTable.EMPTY, List.of());
  }

  /** Whether it has a key with its chain. */
  public boolean personalized() {
    return !chain.isEmpty();
  }

  /** The next state, with another key and no chain. */
  public DeviceState withKey(StoredDeviceKey next) {
    return new DeviceState(
        generation + 1, masterKey, Optional.of(next), List.of(), objects, answers);
  }

  /** The next state, personalised. */
  public DeviceState withChain(List<Bytes> next) {
    return new DeviceState(generation + 1, masterKey, key, next, objects, answers);
  }

  /** The next state, with other objects. */
  public DeviceState withObjects(ObjectTable next) {
    return new DeviceState(generation + 1, masterKey, key, chain, next, answers);
  }

  /** The next state, after a commit and with its answer; the oldest answer makes room. */
  public DeviceState withCommit(ObjectTable next, KeptAnswer answer) {
    List<KeptAnswer> kept = new ArrayList<>(answers);
    kept.add(answer);
    int tooMany = Math.max(0, kept.size() - KeptAnswer.MOST);
    return new DeviceState(
        generation + 1, masterKey, key, chain, next, kept.subList(tooMany, kept.size()));
  }

  /** The answer to a call that ended a session. */
  public Optional<KeptAnswer> answerTo(Bytes request) {
    return answers.stream().filter(kept -> kept.request().equals(request)).findFirst();
  }

  /** Whether a secret is one of this state's, itself and not only by its value. */
  public boolean holds(SecretBytes secret) {
    return secrets().stream().anyMatch(held -> held == secret);
  }

  /** All secrets, in the order in which they are stored. */
  List<SecretBytes> secrets() {
    List<SecretBytes> all = new ArrayList<>();
    all.add(masterKey);
    key.map(StoredDeviceKey::material).ifPresent(all::add);
    for (StoredObject object : objects.all()) {
      object.secret().ifPresent(all::add);
    }
    return all;
  }

  @Override
  public void close() {
    secrets().forEach(SecretBytes::close);
  }
}
