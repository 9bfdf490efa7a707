package ${package};

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.se.kernel.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The hardware. This is the class to write: everything else of this project works on top of it as it
 * is. Each method that is marked WRITE THIS says what it has to do. All of them are called from many
 * threads.
 *
 * <p>Two errors: SecurityElementException (attestation key) and StorageException (key of the state).
 * Their messages are for the operator: what, where, what to do. UNREACHABLE says that a retry can
 * help, REFUSED that it cannot.
 */
final class Hardware {
  private final Path folder;

  /**
   * WRITE THIS: takes what is needed to talk to the hardware, and does not talk to it yet.
   *
   * @param folder of this element, for files of its own
   */
  Hardware(Path folder) {
    this.folder = folder;
  }

  /**
   * A key that was made.
   *
   * @param publicKey SPKI in DER
   * @param reference what names the private half in the hardware, or holds it encrypted
   */
  record MadeKey(Bytes publicKey, Bytes reference) {}

  /** WRITE THIS: the attestation schemes that the hardware has keys for, the best first. */
  List<String> schemes() {
    return List.of("ES256");
  }

  /** WRITE THIS: makes an attestation key inside, which cannot be taken out. */
  MadeKey makeKey(String scheme) throws SecurityElementException {
    throw new SecurityElementException(Kind.REFUSED, "Hardware.makeKey is not written yet");
  }

  /**
   * WRITE THIS: signs inside.
   *
   * @param reference from makeKey
   * @param message all of it; it is hashed here, as the scheme says
   * @return for ES256 r and s, 32 bytes each; for RS256 the signature as long as the modulus
   */
  Bytes sign(String scheme, Bytes reference, Bytes message) throws SecurityElementException {
    throw new SecurityElementException(Kind.REFUSED, "Hardware.sign is not written yet");
  }

  /** WRITE THIS: deletes a key that was replaced; does nothing if it is in its reference. */
  void deleteKey(Bytes reference) {}

  /**
   * WRITE THIS: encrypts the key of the state under a key that never leaves the hardware, so that
   * nobody else can read the state and every change is noticed.
   *
   * @param key 32 bytes; read, not kept
   * @return up to 4096 bytes, which are kept beside the state in clear
   */
  Bytes wrap(SecretBytes key) throws StorageException {
    throw new StorageException("Hardware.wrap is not written yet (" + folder + ")");
  }

  /**
   * WRITE THIS: the other way round.
   *
   * @param wrapped from wrap, or what somebody made of it
   * @return the key, which the caller closes; empty if this hardware did not wrap it
   */
  Optional<SecretBytes> unwrap(Bytes wrapped) throws StorageException {
    throw new StorageException("Hardware.unwrap is not written yet (" + folder + ")");
  }
}
