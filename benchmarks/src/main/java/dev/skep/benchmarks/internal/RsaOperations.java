package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * An engine's bare operations with RSA of 2048 bits, with key objects of its own: one key that
 * decrypts, as a server's does, and several that have signed. All times are CPU time in
 * nanoseconds. Not thread-safe.
 */
final class RsaOperations {
  private static final String CIPHER = "RSA/ECB/OAEPPadding";
  private static final String SIGNATURE = "SHA256withRSA";
  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
  private static final int K_BYTES = 32;
  private static final int MESSAGE_BYTES = 128;
  private static final int INPUTS = 8;

  private final List<Input> inputs = new ArrayList<>();
  private final KeyPair pair;
  private final Cipher cipher;
  private final KeyFactory factory;
  private final Signature verifier;
  private int next;

  private record Input(
      PublicKey key,
      X509EncodedKeySpec encoded,
      byte[] message,
      byte[] signature,
      byte[] encrypted) {}

  RsaOperations(JcaEngines engines, Engine engine) throws GeneralSecurityException {
    List<String> preference = engine.preference();
    Provider rsa = engines.select(preference, "Signature", SIGNATURE);
    pair = DeviceCa.keyPair(KeyKind.RSA, rsa);
    // The JDK's is in two providers, one of which has the cipher.
    Provider oaep = engine == Engine.JDK ? engines.select(preference, "Cipher", "RSA") : rsa;
    cipher = Cipher.getInstance(CIPHER, oaep);
    factory = KeyFactory.getInstance("RSA", rsa);
    verifier = Signature.getInstance(SIGNATURE, rsa);
    for (int i = 0; i < INPUTS; i++) {
      inputs.add(input((byte) i, DeviceCa.keyPair(KeyKind.RSA, rsa)));
    }
  }

  private Input input(byte content, KeyPair peer) throws GeneralSecurityException {
    byte[] message = new byte[MESSAGE_BYTES];
    message[0] = content;
    verifier.initSign(peer.getPrivate());
    verifier.update(message);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic(), OAEP);
    return new Input(
        peer.getPublic(),
        new X509EncodedKeySpec(peer.getPublic().getEncoded()),
        message,
        verifier.sign(),
        cipher.doFinal(new byte[K_BYTES]));
  }

  /** The private operation of OAEP. */
  long decrypt(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), OAEP);
          if (cipher.doFinal(next().encrypted()).length != K_BYTES) {
            throw new IllegalStateException("OAEP gives another message");
          }
        });
  }

  /** Verifying with key objects that the engine has used before. */
  long verify(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          Input input = next();
          verify(input, input.key());
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
