package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * An engine's bare operations on P-256, with key objects of its own. The inputs change each time,
 * as they do in sessions: with one signature over and over, a processor learns its branches by
 * heart. All times are CPU time in nanoseconds. Not thread-safe.
 */
final class EcOperations {
  private static final String SIGNATURE = "SHA256withECDSA";
  private static final int MESSAGE_BYTES = 128;
  private static final int INPUTS = 128;

  private final List<Input> inputs = new ArrayList<>();
  private final KeyAgreement agreement;
  private final KeyPairGenerator generator;
  private final KeyFactory factory;
  private final Signature verifier;
  private final Signature signer;
  private int next;

  private record Input(
      KeyPair own, KeyPair peer, X509EncodedKeySpec encoded, byte[] message, byte[] signature) {}

  EcOperations(JcaEngines engines, Engine engine) throws GeneralSecurityException {
    List<String> preference = engine.preference();
    agreement =
        KeyAgreement.getInstance("ECDH", engines.select(preference, "KeyAgreement", "ECDH"));
    Provider ec = engines.select(preference, "Signature", SIGNATURE);
    generator = KeyPairGenerator.getInstance("EC", ec);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    factory = KeyFactory.getInstance("EC", ec);
    verifier = Signature.getInstance(SIGNATURE, ec);
    signer = Signature.getInstance(SIGNATURE, ec);
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(input((byte) i));
    }
  }

  private Input input(byte content) throws GeneralSecurityException {
    KeyPair peer = generator.generateKeyPair();
    byte[] message = new byte[MESSAGE_BYTES];
    message[0] = content;
    verifier.initSign(peer.getPrivate());
    verifier.update(message);
    return new Input(
        generator.generateKeyPair(),
        peer,
        new X509EncodedKeySpec(peer.getPublic().getEncoded()),
        message,
        verifier.sign());
  }

  /** Diffie-Hellman with a peer's key that is made out of its encoding, as EK always is. */
  long agree(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          Input input = next();
          agreement.init(input.own().getPrivate());
          agreement.doPhase(factory.generatePublic(input.encoded()), true);
          agreement.generateSecret();
        });
  }

  /** Verifying with key objects that the engine has used before. */
  long verify(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          Input input = next();
          verify(input, input.peer().getPublic());
        });
  }

  /** Verifying with a key that the engine sees for the first time, made out of its encoding. */
  long verifyByNewKey(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          Input input = next();
          verify(input, factory.generatePublic(input.encoded()));
        });
  }

  /** Signing with key objects that the engine has used before. */
  long sign(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          Input input = next();
          signer.initSign(input.peer().getPrivate());
          signer.update(input.message());
          signer.sign();
        });
  }

  /** Making a key pair. */
  long generate(int times) {
    return CpuTime.of(times, generator::generateKeyPair);
  }

  private void verify(Input input, PublicKey key) throws GeneralSecurityException {
    verifier.initVerify(key);
    verifier.update(input.message());
    if (!verifier.verify(input.signature())) {
      throw new IllegalStateException("a good signature does not verify");
    }
  }

  private Input next() {
    next = (next + 1) % INPUTS;
    return inputs.get(next);
  }
}
