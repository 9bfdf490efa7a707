package dev.skep.se.kernel.internal.use;

import dev.skep.api.Bytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.object.StoredKey;
import dev.skep.se.kernel.internal.object.StoredObject;
import dev.skep.se.kernel.internal.object.StoredPin;
import dev.skep.se.kernel.internal.object.StoredPuk;
import dev.skep.se.kernel.internal.object.StoredSecret;
import dev.skep.se.kernel.internal.state.DeviceState;
import java.util.Comparator;
import java.util.List;

/** Describes committed objects to their holder. */
final class ObjectList {
  private ObjectList() {}

  /** All objects, sorted by name. */
  static List<ProvisionedObject> of(DeviceState state) {
    ObjectNames names = new ObjectNames(state.objects());
    return state.objects().all().stream()
        .map(object -> describe(state, names.of(object), object))
        .sorted(Comparator.comparing(object -> object.name().toString()))
        .toList();
  }

  private static ProvisionedObject describe(
      DeviceState state, ObjectName name, StoredObject object) {
    if (object instanceof StoredPin pin) {
      return new ProvisionedObject.Pin(
          name, pin.terms(), pin.triesLeft(), pin.secret().isPresent());
    }
    if (object instanceof StoredPuk puk) {
      return new ProvisionedObject.Puk(name, puk.terms(), puk.triesLeft());
    }
    if (object instanceof StoredKey key) {
      return new ProvisionedObject.Key(
          name, key.terms(), key.statement().publicKey(), key.chain(), attestation(state, key));
    }
    return new ProvisionedObject.Secret(name, ((StoredSecret) object).terms());
  }

  /** Put together again: SE_Cert never changes once an SE is personalised. */
  private static Bytes attestation(DeviceState state, StoredKey key) {
    String scheme = state.key().map(StoredDeviceKey::scheme).orElseThrow();
    return key.signature()
        .map(
            signature ->
                new KeyAttestation(key.statement().encode(), scheme, signature, state.chain())
                    .encode())
        .orElse(Bytes.EMPTY);
  }
}
