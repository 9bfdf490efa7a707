package dev.skep.se.pkcs11.internal.token;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The attestation schemes that a token can have keys for, in the words of JCA. */
enum TokenScheme {
  ES256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSAinP1363Format"),
  ES384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSAinP1363Format"),
  RS256("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), "SHA256withRSA");

  private final String keys;
  private final AlgorithmParameterSpec parameters;
  private final String signature;

  TokenScheme(String keys, AlgorithmParameterSpec parameters, String signature) {
    this.keys = keys;
    this.parameters = parameters;
    this.signature = signature;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(TokenScheme::name).toList();
  }

  static Optional<TokenScheme> find(String name) {
    return Arrays.stream(values()).filter(scheme -> scheme.name().equals(name)).findFirst();
  }

  String keys() {
    return keys;
  }

  AlgorithmParameterSpec parameters() {
    return parameters;
  }

  /** A signature's only encoding comes out of the token as it is. */
  String signature() {
    return signature;
  }
}
