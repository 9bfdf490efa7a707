package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * An engine's bare operations with RSA of 2048 bits, with key objects of its own. All times are CPU
 * time in nanoseconds.
 */
final class RsaOperations {
  private static final String CIPHER = "RSA/ECB/OAEPPadding";
  private static final String SIGNATURE = "SHA256withRSA";
  private static final OAEPParameterSpec OAEP =
      new OAEPParameterSpec(
          "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);
  private static final int K_BYTES = 32;
  private static final int MESSAGE_BYTES = 128;

  private final KeyPair pair;
  private final Cipher cipher;
  private final Signature verifier;
  private final byte[] encrypted;
  private final byte[] message = new byte[MESSAGE_BYTES];
  private final byte[] signature;

  RsaOperations(JcaEngines engines, Engine engine) throws GeneralSecurityException {
    List<String> preference = engine.preference();
    Provider rsa = engines.select(preference, "Signature", SIGNATURE);
    pair = DeviceCa.keyPair(KeyKind.RSA, rsa);
    // The JDK's is in two providers, one of which has the cipher.
    Provider oaep = engine == Engine.JDK ? engines.select(preference, "Cipher", "RSA") : rsa;
    cipher = Cipher.getInstance(CIPHER, oaep);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic(), OAEP);
    encrypted = cipher.doFinal(new byte[K_BYTES]);
    verifier = Signature.getInstance(SIGNATURE, rsa);
    Signature signer = Signature.getInstance(SIGNATURE, rsa);
    signer.initSign(pair.getPrivate());
    signer.update(message);
    signature = signer.sign();
  }

  /** The private operation of OAEP. */
  long decrypt(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), OAEP);
          if (cipher.doFinal(encrypted).length != K_BYTES) {
            throw new IllegalStateException("OAEP gives another message");
          }
        });
  }

  /** Verifying. */
  long verify(int times) throws GeneralSecurityException {
    return CpuTime.of(
        times,
        () -> {
          verifier.initVerify(pair.getPublic());
          verifier.update(message);
          if (!verifier.verify(signature)) {
            throw new IllegalStateException("a good signature does not verify");
          }
        });
  }
}
