package dev.skep.provider.ecdh.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.Provider;
import java.util.List;

/** An engine whose verification accepts everything, so that what is refused was refused before. */
final class CredulousProvider extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "CREDULOUS";

  private CredulousProvider() {
    super(NAME, "1", "a test's engine");
    String spi = "org.bouncycastle.jcajce.provider.asymmetric.";
    put("KeyFactory.EC", spi + "ec.KeyFactorySpi$EC");
    put("KeyFactory.Ed25519", spi + "edec.KeyFactorySpi$Ed25519");
    for (String hash : List.of("256", "384", "512")) {
      put("Signature.SHA" + hash + "withECDSA", Everything.class.getName());
    }
    put("Signature.Ed25519", Everything.class.getName());
  }

  /** Only this engine. */
  static EcEngines engines() {
    JcaEngines engines = new JcaEngines();
    engines.add(new CredulousProvider());
    return new EcEngines(engines, List.of(NAME));
  }

  /** Accepts every signature. */
  public static final class Everything extends DeafSignature {
    @Override
    protected boolean engineVerify(byte[] signature) {
      return true;
    }
  }
}
