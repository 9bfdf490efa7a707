package dev.skep.demo.internal.wire;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.demo.internal.device.DeviceCa;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.SuiteLease;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An honest SE that does the atomic step of spec section 5.2 and nothing else. */
final class GenuineElement implements SecurityElement {
  private final SuiteLease algorithms;
  private final SecureRandom random = new SecureRandom();
  private final KeyPair deviceKey;
  private final Bytes leaf;
  private @Nullable Established prepared;

  GenuineElement(SuiteLease algorithms) {
    this.algorithms = algorithms;
    this.deviceKey = algorithms.attestation().generateKeyPair(2048, random);
    this.leaf =
        DeviceCa.create("CN=Test CA", Clock.systemUTC(), random)
            .certify(Bytes.of(deviceKey.getPublic().getEncoded()), "CN=genuine");
  }

  /** The next time it answers this, whatever it is asked. */
  SecurityElement answering(Established made) {
    prepared = made;
    return this;
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    Established answer = prepared;
    if (answer != null) {
      prepared = null;
      return answer;
    }
    String hash = algorithms.kdf().transcriptHash();
    Bytes nonce = SecretBytes.random(32, random).use(Bytes::of);
    try (Encapsulation made =
        algorithms
            .transport()
            .encapsulate(
                algorithms.transport().decodePublicKey(request.serverPublicKey()), random)) {
      Bytes transcript =
          new Transcript(
                  request.offerHash(),
                  request.suite(),
                  nonce,
                  request.serverPublicKey(),
                  made.encapsulatedKey(),
                  Transcript.digest(hash, leaf))
              .hash(hash);
      SecretBytes confirmation =
          KeySchedule.confirmationKey(algorithms.kdf(), made.sharedSecret(), transcript);
      Bytes attestation =
          algorithms
              .attestation()
              .sign(
                  deviceKey.getPrivate(), AttestationMessage.of(transcript, confirmation), random);
      return new Established(
          new SessionHandle(nonce),
          nonce,
          made.encapsulatedKey(),
          attestation,
          List.of(leaf),
          List.of());
    } catch (InvalidKeyException e) {
      throw new SecurityElementException(
          SecurityElementException.Kind.REFUSED, "the key is refused", e);
    }
  }

  @Override
  public SecurityElementInfo info() {
    throw new UnsupportedOperationException("not asked in these tests");
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records) {
    throw new UnsupportedOperationException("not asked in these tests");
  }

  @Override
  public void abort(SessionHandle handle) {}
}
