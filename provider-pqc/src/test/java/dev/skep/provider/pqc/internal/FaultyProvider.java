package dev.skep.provider.pqc.internal;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;

/** An engine that throws where it verifies and makes no keys. */
final class FaultyProvider extends Provider {
  static final String NAME = "FAULTY";
  private static final long serialVersionUID = 1L;

  private FaultyProvider(Class<? extends SignatureSpi> signature) {
    super(NAME, "1", "a test's engine");
    put(
        "KeyFactory.ML-DSA-65",
        "org.bouncycastle.jcajce.provider.asymmetric.mldsa.MLDSAKeyFactorySpi$MLDSA65");
    put("Signature.ML-DSA-65", signature.getName());
  }

  /** Only this engine; it refuses each signature by an exception that the JCA provides for. */
  static PqcEngines refusing() throws Exception {
    return only(new FaultyProvider(Refusing.class));
  }

  /** Only this engine; it stumbles over each signature. */
  static PqcEngines stumbling() throws Exception {
    return only(new FaultyProvider(Stumbling.class));
  }

  private static PqcEngines only(Provider provider) throws Exception {
    PqcEngines engines = new PqcEngines(new LatticeSettings(NAME));
    engines.addEngine(provider);
    return engines;
  }

  /** Throws what a signature that is none may cause. */
  public static final class Refusing extends Verifying {
    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("no signature");
    }
  }

  /** Throws what an engine's defect causes. */
  public static final class Stumbling extends Verifying {
    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new IndexOutOfBoundsException("a defect");
    }
  }

  abstract static class Verifying extends SignatureSpi {
    @Override
    protected void engineInitVerify(PublicKey key) {}

    @Override
    protected void engineInitSign(PrivateKey key) {}

    @Override
    protected void engineUpdate(byte each) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() {
      return new byte[0];
    }

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
