package dev.skep.provider.pqc.internal;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The engines and encodings that the tests share. */
final class Lab {
  static final SecureRandom RANDOM = new SecureRandom();
  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private Lab() {}

  static PqcEngines engines() {
    return engines("BC");
  }

  /** With this engine for X25519. */
  static PqcEngines engines(String x25519) {
    JcaEngines engines = new JcaEngines();
    engines.add(BOUNCY_CASTLE);
    return new PqcEngines(engines, List.of(x25519));
  }

  static Stream<KeyTransport> transports() {
    PqcEngines engines = engines();
    return Stream.of(new MlKem768(engines), new MlKem1024(engines), new XWing(engines));
  }

  static Stream<MlDsa> schemes() {
    PqcEngines engines = engines();
    return Stream.of(new MlDsa65(engines), new MlDsa87(engines));
  }

  static KeyPair generate(KeyTransport transport) {
    return transport.generateKeyPair(transport.keySizesBits().get(0), RANDOM);
  }

  /** The object identifiers of RFC 9935 and RFC 9881, with tag and length. */
  static String oid(String name) {
    return switch (name) {
      case "ML-KEM-768" -> "0609608648016503040402";
      case "ML-KEM-1024" -> "0609608648016503040403";
      case "ML-DSA-65" -> "0609608648016503040312";
      case "ML-DSA-87" -> "0609608648016503040313";
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Bytes spki(String name, Bytes key) {
    return der(0x30, der(0x30, Bytes.hex(oid(name))), der(0x03, Bytes.hex("00"), key));
  }

  /** A key pair's private half as FIPS 203 has it, which the services themselves do not read. */
  static PrivateKey withoutSeed(String name, Bytes dk) throws GeneralSecurityException {
    return KeyFactory.getInstance(name, BOUNCY_CASTLE)
        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8(name, expanded(dk)).toArray()));
  }

  /** A PrivateKeyInfo with this content of its octets. */
  static Bytes pkcs8(String name, Bytes content) {
    return der(0x30, Bytes.hex("020100"), der(0x30, Bytes.hex(oid(name))), der(0x04, content));
  }

  /** The choices of RFC 9935 section 6 and RFC 9881 section 6. */
  static Bytes seed(Bytes seed) {
    return der(0x80, seed);
  }

  static Bytes expanded(Bytes key) {
    return der(0x04, key);
  }

  static Bytes both(Bytes seed, Bytes key) {
    return der(0x30, der(0x04, seed), der(0x04, key));
  }

  static Bytes der(int tag, Bytes... parts) {
    Bytes content = Bytes.concat(parts);
    int length = content.length();
    byte[] header =
        length < 0x80
            ? new byte[] {(byte) tag, (byte) length}
            : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
    return Bytes.concat(Bytes.of(header), content);
  }
}
