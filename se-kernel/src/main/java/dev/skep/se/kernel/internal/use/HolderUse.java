package dev.skep.se.kernel.internal.use;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.UseResult;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import dev.skep.se.kernel.internal.object.StoredPuk;
import dev.skep.se.kernel.internal.object.StoredSecret;
import dev.skep.se.kernel.internal.state.DeviceState;
import dev.skep.se.kernel.internal.state.DurableState;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the holder may do with the objects of an SE (spec section 13). Thread-safe. */
public final class HolderUse {
  private final DurableState state;
  private final KeyUse keys;
  private final PinCheck check;

  /** Use of a state's objects. */
  public HolderUse(DurableState state, KeyUse keys) {
    this.state = state;
    this.keys = keys;
    this.check = new PinCheck(state);
  }

  /** All objects, sorted by name. */
  public List<ProvisionedObject> objects() {
    return ObjectList.of(state.now());
  }

  /** As the SE's {@code sign}. The key is looked at before the PIN, so that no try is wasted. */
  public UseResult sign(ObjectName name, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    StoredKey described = find(state.now(), name, StoredKey.class);
    try (KeyUse.Signer signer = keys.open(described.terms())) {
      Opened<StoredKey> opened = open(name, StoredKey.class, pin);
      if (opened.secret().isEmpty()) {
        return opened.result();
      }
      try (SecretBytes pkcs8 = opened.secret().get()) {
        Bytes publicKey = opened.object().statement().publicKey();
        return new UseResult.Done(signer.sign(pkcs8, publicKey, message));
      }
    }
  }

  /** As the SE's {@code authenticate}. */
  public UseResult authenticate(ObjectName name, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    StoredSecret described = find(state.now(), name, StoredSecret.class);
    if (!described.terms().type().equals(SecretTerms.HS256)) {
      throw refused(name + " is no key for " + SecretTerms.HS256);
    }
    Opened<StoredSecret> opened = open(name, StoredSecret.class, pin);
    if (opened.secret().isEmpty()) {
      return opened.result();
    }
    try (SecretBytes key = opened.secret().get()) {
      return new UseResult.Done(KeyUse.hs256(key, message));
    }
  }

  /** As the SE's {@code changePin}. */
  public UseResult changePin(ObjectName name, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException {
    return state.alone(
        now -> {
          StoredPin pin = find(now, name, StoredPin.class);
          if (!pin.policy().allows(next)) {
            return new UseResult.Unfit();
          }
          if (current.isPresent()) {
            return withCopy(next, value -> check.check(pin, current.get(), set(pin, value)));
          }
          if (pin.secret().isPresent()) {
            throw refused(name + " has a value: it is changed by whoever gives that");
          }
          return withCopy(
              next,
              value -> {
                state.replace(now.withObjects(set(pin, value).apply(now.objects())));
                return new UseResult.Done(Bytes.EMPTY);
              });
        });
  }

  /** As the SE's {@code unblock}. */
  public UseResult unblock(ObjectName name, SecretBytes puk, SecretBytes next)
      throws SecurityElementException {
    return state.alone(
        now -> {
          StoredPin pin = find(now, name, StoredPin.class);
          StoredPuk by =
              pin.terms()
                  .pukId()
                  .flatMap(id -> now.objects().find(pin.origin().domain(), id, StoredPuk.class))
                  .orElseThrow(() -> refused(name + " has no PUK: only its issuer unblocks it"));
          if (!pin.policy().allows(next)) {
            return new UseResult.Unfit();
          }
          return withCopy(next, value -> check.check(by, puk, set(pin, value)));
        });
  }

  /** What came of the way to a secret: the secret, or why not. */
  private record Opened<T extends StoredObject>(
      T object, Optional<SecretBytes> secret, UseResult result) {}

  /** Checks the PIN and copies the secret; the caller closes the copy. */
  private <T extends StoredObject> Opened<T> open(
      ObjectName name, Class<T> kind, Optional<SecretBytes> given) throws SecurityElementException {
    return state.alone(
        now -> {
          T object = find(now, name, kind);
          UseResult result = unlock(now, object, given);
          return result instanceof UseResult.Done
              ? new Opened<>(object, object.secret().map(HolderUse::copy), result)
              : new Opened<>(object, Optional.empty(), result);
        });
  }

  private UseResult unlock(DeviceState now, StoredObject object, Optional<SecretBytes> given)
      throws SecurityElementException {
    Optional<String> pinId = object.reference();
    if (pinId.isEmpty()) {
      return new UseResult.Done(Bytes.EMPTY);
    }
    StoredPin pin =
        now.objects().find(object.origin().domain(), pinId.get(), StoredPin.class).orElseThrow();
    SecretBytes value =
        given.orElseThrow(() -> refused(object.id() + " takes its PIN " + pin.id()));
    return check.check(pin, value, objects -> objects);
  }

  /** Work that keeps a secret only if it succeeds. */
  @FunctionalInterface
  private interface Setting {
    UseResult with(SecretBytes value) throws SecurityElementException;
  }

  private static UseResult withCopy(SecretBytes next, Setting setting)
      throws SecurityElementException {
    SecretBytes value = copy(next);
    boolean kept = false;
    try {
      UseResult result = setting.with(value);
      kept = result instanceof UseResult.Done;
      return result;
    } finally {
      if (!kept) {
        value.close();
      }
    }
  }

  private static UnaryOperator<ObjectTable> set(StoredPin pin, SecretBytes value) {
    return objects -> objects.with(pin.withValue(value));
  }

  private static <T extends StoredObject> T find(DeviceState now, ObjectName name, Class<T> kind)
      throws SecurityElementException {
    return new ObjectNames(now.objects())
        .find(name)
        .filter(kind::isInstance)
        .map(kind::cast)
        .orElseThrow(
            () -> refused("there is no " + name + " of that kind here, or it fits several"));
  }

  private static SecretBytes copy(SecretBytes secret) {
    return secret.slice(0, secret.length());
  }

  private static SecurityElementException refused(String problem) {
    return new SecurityElementException(Kind.REFUSED, problem);
  }
}
