package dev.skep.api.se;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An SE whose holder can use what was provisioned (spec section 13). Only committed objects are
 * seen here.
 *
 * <p>Guarantee: a counter of tries is durably lowered before a value is compared, so that power
 * that is cut in between gains nobody a try.
 */
@ConsumerType
public interface ProvisionedSecurityElement extends SecurityElement {
  /**
   * All committed objects, sorted by name.
   *
   * @throws SecurityElementException if the SE cannot be asked
   */
  List<ProvisionedObject> objects() throws SecurityElementException;

  /**
   * Signs a message, which the SE hashes itself.
   *
   * @param pin the key's PIN, or empty where it takes none; read, not kept
   * @return the signature in the encoding of the key's scheme
   * @throws SecurityElementException with {@code REFUSED} if there is no such key, it takes a PIN
   *     and none is given, or its algorithm is not installed
   */
  UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException;

  /**
   * Computes a MAC with an imported secret of type {@code HS256}.
   *
   * @param pin the secret's PIN, or empty where it takes none; read, not kept
   * @return 32 bytes
   * @throws SecurityElementException with {@code REFUSED} if there is no such secret, it is of
   *     another type, or it takes a PIN and none is given
   */
  UseResult authenticate(ObjectName secret, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException;

  /**
   * Gives a PIN another value, or its first one.
   *
   * @param current read, not kept; empty for a PIN that has no value yet, and only for that
   * @param next read, not kept
   * @throws SecurityElementException with {@code REFUSED} if there is no such PIN
   */
  UseResult changePin(ObjectName pin, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException;

  /**
   * Gives a PIN, blocked or not, a new value and all its tries by its PUK.
   *
   * @param puk read, not kept
   * @param next read, not kept
   * @throws SecurityElementException with {@code REFUSED} if there is no such PIN or it has no PUK
   */
  UseResult unblock(ObjectName pin, SecretBytes puk, SecretBytes next)
      throws SecurityElementException;
}
