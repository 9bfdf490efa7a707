package dev.skep.provider.rsa.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;

/** An engine named FAULTY, which throws where it verifies and lists a cipher that it lacks. */
final class FaultyEngine extends Provider {
  private static final long serialVersionUID = 1L;

  /** What it throws for each signature, checked or not. */
  private final transient Exception failure;

  private FaultyEngine(Exception failure) {
    super("FAULTY", "1", "for tests");
    this.failure = failure;
    putService(
        new Service(this, "MessageDigest", "SHA-256", "Sha256", null, null) {
          @Override
          public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return MessageDigest.getInstance("SHA-256");
          }
        });
    putService(
        new Service(this, "Signature", "RSASSA-PSS", "Faulty", null, null) {
          @Override
          public Object newInstance(Object parameter) {
            return new Faulty();
          }
        });
    putService(new Service(this, "Cipher", "RSA/ECB/OAEPPadding", "absent.Oaep", null, null));
  }

  /** Only this engine. */
  static RsaEngines throwing(Exception failure) {
    JcaEngines engines = new JcaEngines();
    engines.add(new FaultyEngine(failure));
    return new RsaEngines(engines, List.of("FAULTY"));
  }

  private final class Faulty extends SignatureSpi {
    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      if (failure instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw (SignatureException) failure;
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      throw (SignatureException) failure;
    }

    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte each) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {}

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      return "";
    }
  }
}
