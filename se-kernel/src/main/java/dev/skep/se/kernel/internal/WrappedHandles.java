package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.se.kernel.internal.state.SecretDocument;
import dev.skep.se.kernel.internal.storage.AesGcm256;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Handles that carry the session itself: nonce ‖ AES-256-GCM under the SE's master key. The slot
 * keeps only the number of the latest one, so that an older one is worth nothing; and with the slot
 * goes the session, whoever still has a handle.
 */
final class WrappedHandles implements HandleKind {
  private static final Bytes PURPOSE = Bytes.utf8("SKEP/1 session handle");
  private static final int NAME_BYTES = 16;
  private static final int LONGEST = 8192;

  private final SecretBytes masterKey;
  private final SecureRandom random;

  /**
   * Wrapped handles.
   *
   * @param masterKey 32 bytes; stays the caller's
   */
  WrappedHandles(SecretBytes masterKey, SecureRandom random) {
    this.masterKey = masterKey;
    this.random = random;
  }

  @Override
  public Name newName() {
    return new Name(fresh(NAME_BYTES), Bytes.EMPTY);
  }

  @Override
  public SessionHandle begin(Name name, SessionSlot slot, SessionState state) {
    try (state) {
      return wrap(slot, state);
    }
  }

  @Override
  public SessionHandle rest(SessionHandle used, SessionSlot slot, SessionState state) {
    return wrap(slot, state);
  }

  private SessionHandle wrap(SessionSlot slot, SessionState state) {
    try (SecretDocument document =
            new WrappedSession(slot.id(), slot.nextGeneration(), state).encode();
        SecretBytes plaintext = document.encode()) {
      Bytes nonce = fresh(AesGcm256.NONCE_BYTES);
      Bytes sealed = AesGcm256.seal(masterKey, nonce, PURPOSE, plaintext);
      return new SessionHandle(Bytes.concat(nonce, sealed));
    }
  }

  @Override
  public Optional<Claim> read(SessionHandle handle) {
    Bytes value = handle.value();
    if (value.length() <= AesGcm256.NONCE_BYTES || value.length() > LONGEST) {
      return Optional.empty();
    }
    Bytes nonce = value.slice(0, AesGcm256.NONCE_BYTES);
    Bytes body = value.slice(AesGcm256.NONCE_BYTES, value.length() - AesGcm256.NONCE_BYTES);
    Optional<SecretBytes> plaintext = AesGcm256.open(masterKey, nonce, PURPOSE, body);
    if (plaintext.isEmpty()) {
      return Optional.empty();
    }
    try (SecretBytes content = plaintext.get();
        SecretDocument document = SecretDocument.decode(content)) {
      return Optional.of(WrappedSession.decode(document));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }

  private Bytes fresh(int length) {
    byte[] value = new byte[length];
    random.nextBytes(value);
    return Bytes.of(value);
  }
}
