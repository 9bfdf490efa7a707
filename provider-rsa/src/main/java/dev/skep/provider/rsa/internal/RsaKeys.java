package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes RSA keys, and reads them with every check (spec section 4; RFC 8017 appendix A.1; attack
 * 34).
 *
 * <p>A public key is read at each session, and what is left to do for one that was accepted before
 * ({@link AcceptedKeys}) is reading it: microseconds. The checks of {@link ModulusChecks} together
 * take longer than a verification and a decryption, nearly all of it for a modulus that is prime or
 * a prime's power; a device or server costs that in its first session only.
 */
final class RsaKeys {
  /** The sizes that are made, the default first. */
  static final List<Integer> SIZES_BITS = List.of(3072, 2048, 4096);

  /** rsaEncryption with NULL; the OIDs of PSS and OAEP would bind the key to other parameters. */
  private static final byte[] RSA_ENCRYPTION =
      HexFormat.of().parseHex("300d06092a864886f70d0101010500");

  private static final String NOT_RSA =
      "the key is not of type rsaEncryption (1.2.840.113549.1.1.1) with NULL parameters";
  private static final byte[] VERSION_0 = {DerReader.INTEGER, 1, 0};
  private static final byte[] NO_UNUSED_BITS = {0};

  private final RsaEngines engines;
  private final AcceptedKeys accepted = new AcceptedKeys();

  RsaKeys(RsaEngines engines) {
    this.engines = engines;
  }

  KeyPair generate(int sizeBits, SecureRandom random) {
    if (!SIZES_BITS.contains(sizeBits)) {
      throw new IllegalArgumentException("RSA keys have " + SIZES_BITS + " bits, not " + sizeBits);
    }
    KeyPairGenerator generator = engines.keyPairGenerator();
    try {
      generator.initialize(new RSAKeyGenParameterSpec(sizeBits, RSAKeyGenParameterSpec.F4), random);
    } catch (InvalidAlgorithmParameterException e) {
      throw RsaEngines.failed(e);
    }
    return generator.generateKeyPair();
  }

  PublicKey decodePublic(Bytes subjectPublicKeyInfo) throws InvalidKeyException {
    DerReader whole = DerReader.of(subjectPublicKeyInfo.toArray());
    DerReader info = whole.enter(DerReader.SEQUENCE);
    whole.end();
    info.expect(RSA_ENCRYPTION, NOT_RSA);
    DerReader bits = info.enter(DerReader.BIT_STRING);
    info.end();
    bits.expect(NO_UNUSED_BITS, "the RSA key is not DER as it must be: unused bits");
    DerReader key = bits.enter(DerReader.SEQUENCE);
    bits.end();
    BigInteger modulus = key.positive();
    BigInteger exponent = key.positive();
    key.end();
    if (!accepted.contains(subjectPublicKeyInfo)) {
      ModulusChecks.checkShape(modulus, exponent);
      ModulusChecks.checkComposite(modulus);
      accepted.add(subjectPublicKeyInfo);
    }
    try {
      return engines.keyFactory().generatePublic(new RSAPublicKeySpec(modulus, exponent));
    } catch (InvalidKeySpecException e) {
      throw new InvalidKeyException("the engine does not take the RSA key: " + e.getMessage(), e);
    }
  }

  PrivateKey decodePrivate(SecretBytes pkcs8) throws InvalidKeyException {
    RSAPrivateCrtKeySpec spec = pkcs8.use(RsaKeys::readPrivate);
    ModulusChecks.checkShape(spec.getModulus(), spec.getPublicExponent());
    PrivateKeyChecks.check(spec);
    try {
      return engines.keyFactory().generatePrivate(spec);
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("the engine does not take the RSA private key");
    }
  }

  private static RSAPrivateCrtKeySpec readPrivate(byte[] pkcs8) throws InvalidKeyException {
    DerReader whole = DerReader.of(pkcs8);
    DerReader info = whole.enter(DerReader.SEQUENCE);
    whole.end();
    info.expect(VERSION_0, "the private key is not PKCS #8 version 0");
    info.expect(RSA_ENCRYPTION, NOT_RSA);
    DerReader octets = info.enter(DerReader.OCTET_STRING);
    info.end();
    DerReader key = octets.enter(DerReader.SEQUENCE);
    octets.end();
    key.expect(VERSION_0, "the RSA private key is not one of two primes (version 0)");
    RSAPrivateCrtKeySpec spec =
        new RSAPrivateCrtKeySpec(
            key.positive(),
            key.positive(),
            key.positive(),
            key.positive(),
            key.positive(),
            key.positive(),
            key.positive(),
            key.positive());
    key.end();
    return spec;
  }
}
