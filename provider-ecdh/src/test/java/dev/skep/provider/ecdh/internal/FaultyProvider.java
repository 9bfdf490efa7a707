package dev.skep.provider.ecdh.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;

/**
 * An engine that does its part wrongly: it agrees on zero with everyone, signs with bytes that are
 * no signature, and throws where it verifies.
 */
final class FaultyProvider extends Provider {
  static final String NAME = "FAULTY";
  private static final long serialVersionUID = 1L;

  private FaultyProvider(Class<? extends SignatureSpi> signature) {
    super(NAME, "1", "a test's engine");
    String spi = "org.bouncycastle.jcajce.provider.asymmetric.";
    put("KeyFactory.EC", spi + "ec.KeyFactorySpi$EC");
    put("KeyFactory.Ed25519", spi + "edec.KeyFactorySpi$Ed25519");
    put("KeyFactory.X25519", spi + "edec.KeyFactorySpi$X25519");
    put("KeyPairGenerator.X25519", spi + "edec.KeyPairGeneratorSpi$X25519");
    put("KeyAgreement.X25519", Zero.class.getName());
    put("Signature.SHA256withECDSA", signature.getName());
    put("Signature.Ed25519", signature.getName());
  }

  /** Only this engine; it refuses each signature by an exception that the JCA provides for. */
  static EcEngines refusing() {
    return only(new FaultyProvider(Refusing.class));
  }

  /** Only this engine; it stumbles over each signature. */
  static EcEngines stumbling() {
    return only(new FaultyProvider(Stumbling.class));
  }

  private static EcEngines only(Provider provider) {
    JcaEngines engines = new JcaEngines();
    engines.add(provider);
    return new EcEngines(engines, List.of(NAME));
  }

  /** Agrees on zero. */
  public static final class Zero extends KeyAgreementSpi {
    @Override
    protected void engineInit(Key key, SecureRandom random) {}

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec parameters, SecureRandom random) {}

    @Override
    protected Key engineDoPhase(Key key, boolean last) {
      return key;
    }

    @Override
    protected byte[] engineGenerateSecret() {
      return new byte[32];
    }

    @Override
    protected int engineGenerateSecret(byte[] secret, int offset) {
      throw new UnsupportedOperationException();
    }

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) {
      throw new UnsupportedOperationException();
    }
  }

  /** Throws what a signature that is none may cause. */
  public static final class Refusing extends DeafSignature {
    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      throw new SignatureException("no signature");
    }
  }

  /** Throws what an engine's defect causes. */
  public static final class Stumbling extends DeafSignature {
    @Override
    protected boolean engineVerify(byte[] signature) {
      throw new IndexOutOfBoundsException("a defect");
    }
  }
}
