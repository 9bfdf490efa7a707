package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult;
import dev.skep.api.se.UseResult.Done;
import java.util.Optional;

/**
 * Who holds the SE, and uses what one issuer put on it (spec section 13).
 *
 * @param bench with the SE
 * @param issuer of the objects
 */
record Holder(Bench bench, Issuer issuer) {
  static final Bytes MESSAGE = Bytes.utf8("a document");

  /** Signs; an empty PIN is none. */
  UseResult sign(String key, String pin) throws Exception {
    try (SecretBytes value = Visit.secret(pin)) {
      return bench.element().sign(issuer.name(key), given(value), MESSAGE);
    }
  }

  /** Computes a MAC; an empty PIN is none. */
  UseResult authenticate(String secret, String pin) throws Exception {
    try (SecretBytes value = Visit.secret(pin)) {
      return bench.element().authenticate(issuer.name(secret), given(value), MESSAGE);
    }
  }

  /** Changes a PIN; an empty current value is none. */
  UseResult change(String pin, String current, String next) throws Exception {
    try (SecretBytes old = Visit.secret(current);
        SecretBytes value = Visit.secret(next)) {
      return bench.element().changePin(issuer.name(pin), given(old), value);
    }
  }

  UseResult unblock(String pin, String puk, String next) throws Exception {
    try (SecretBytes by = Visit.secret(puk);
        SecretBytes value = Visit.secret(next)) {
      return bench.element().unblock(issuer.name(pin), by, value);
    }
  }

  private static Optional<SecretBytes> given(SecretBytes value) {
    return Optional.of(value).filter(one -> one.length() > 0);
  }

  static Bytes output(UseResult result) {
    return assertInstanceOf(Done.class, result).output();
  }

  ProvisionedObject.Pin pin(String id) throws Exception {
    return object(ProvisionedObject.Pin.class, id);
  }

  ProvisionedObject.Puk puk(String id) throws Exception {
    return object(ProvisionedObject.Puk.class, id);
  }

  ProvisionedObject.Key key(String id) throws Exception {
    return object(ProvisionedObject.Key.class, id);
  }

  private <T extends ProvisionedObject> T object(Class<T> kind, String id) throws Exception {
    for (ProvisionedObject object : bench.objects()) {
      boolean named =
          object.name().id().equals(id)
              && issuer.domain().toHex().startsWith(object.name().domain());
      if (named) {
        return assertInstanceOf(kind, object);
      }
    }
    throw new AssertionError("there is no " + id + " in " + bench.objects());
  }
}
