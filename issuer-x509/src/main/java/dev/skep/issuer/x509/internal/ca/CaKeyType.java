package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.SettingsException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The keys that a CA can be made with. */
public enum CaKeyType {
  /** ECDSA over NIST P-256. */
  P256("EC-P256", "EC", new ECGenParameterSpec("P-256")),
  /** ECDSA over NIST P-384. */
  P384("EC-P384", "EC", new ECGenParameterSpec("P-384")),
  /** RSA of 3072 bits. */
  RSA3072("RSA-3072", "RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));

  private final String text;
  private final String algorithm;
  private final AlgorithmParameterSpec parameters;

  CaKeyType(String text, String algorithm, AlgorithmParameterSpec parameters) {
    this.text = text;
    this.algorithm = algorithm;
    this.parameters = parameters;
  }

  /**
   * The type of a setting's value.
   *
   * @throws SettingsException if there is none of that name; the message lists all
   */
  public static CaKeyType named(String setting, String text) throws SettingsException {
    for (CaKeyType type : values()) {
      if (type.text.equals(text)) {
        return type;
      }
    }
    String all = Arrays.stream(values()).map(type -> type.text).collect(Collectors.joining(", "));
    throw new SettingsException(setting, "'" + text + "' is none of " + all);
  }

  KeyPair generate(Provider engine, SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, engine);
      generator.initialize(parameters, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the engine makes no " + text + " key", e);
    }
  }
}
