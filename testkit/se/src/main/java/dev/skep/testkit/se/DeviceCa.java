package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.List;

/** A CA of one level for devices and keys of tests; nobody trusts it. */
public final class DeviceCa {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Bytes ECDSA_WITH_SHA256 = Bytes.hex("300a06082a8648ce3d040302");
  private static final Bytes KEY_USAGE = Bytes.hex("0603551d0f");
  private static final Bytes BASIC_CONSTRAINTS = Bytes.hex("0603551d13");

  private final String name;
  private final KeyPair keys;

  /** A CA with a fresh key. */
  public DeviceCa(String commonName) {
    name = commonName;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has P-256", e);
    }
  }

  /**
   * Leaf and root for a key.
   *
   * @param publicKey SPKI in DER
   * @return X.509 in DER, leaf first
   */
  public List<Bytes> chain(Bytes publicKey) {
    Bytes digitalSignature = extension(KEY_USAGE, Bytes.hex("03020780"));
    Bytes signsCertificates = extension(KEY_USAGE, Bytes.hex("03020204"));
    Bytes isCa = extension(BASIC_CONSTRAINTS, Der.sequence(Der.TRUE));
    return List.of(
        certificate(publicKey, "Device", digitalSignature),
        certificate(
            Bytes.of(keys.getPublic().getEncoded()), name, Bytes.concat(isCa, signsCertificates)));
  }

  private Bytes certificate(Bytes publicKey, String subject, Bytes extensions) {
    Bytes body =
        Der.sequence(
            Der.item(0xa0, Der.number(BigInteger.TWO)),
            Der.number(BigInteger.valueOf(7)),
            ECDSA_WITH_SHA256,
            Der.name(name),
            Der.sequence(Der.time(START), Der.time(START.plusSeconds(600_000_000))),
            Der.name(subject),
            publicKey,
            Der.item(0xa3, Der.sequence(extensions)));
    return Der.sequence(body, ECDSA_WITH_SHA256, Der.bits(sign(body)));
  }

  private static Bytes extension(Bytes name, Bytes value) {
    return Der.sequence(name, Der.TRUE, Der.item(0x04, value));
  }

  private Bytes sign(Bytes body) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(body.toArray());
      return Bytes.of(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has ECDSA", e);
    }
  }
}
