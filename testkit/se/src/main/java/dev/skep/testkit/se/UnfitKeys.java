package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Server keys that an SE must not encapsulate to (spec section 3.5). */
final class UnfitKeys {
  private static final BigInteger F4 = BigInteger.valueOf(65_537);
  private static final String P256 = "secp256r1";
  private static final String P384 = "secp384r1";

  private UnfitKeys() {}

  /**
   * Each key with what is wrong with it.
   *
   * @param good a key for the transport, SPKI in DER
   */
  static Map<String, Bytes> of(String transport, Bytes good) {
    Map<String, Bytes> keys = new LinkedHashMap<>();
    keys.put("no bytes", Bytes.EMPTY);
    keys.put("random bytes", ServerSide.random(good.length()));
    keys.put("a certificate", new DeviceCa("Another CA").chain(good).get(0));
    keys.put("a byte behind it", Bytes.concat(good, Bytes.of(new byte[1])));
    keys.put("cut short", good.slice(0, good.length() - 1));
    try {
      if (transport.startsWith("RSA")) {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        rsa(keys, (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(good.toArray())));
      } else if (transport.contains("X25519")) {
        x25519(keys, good);
      } else {
        ec(keys, good);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks an algorithm that the tests need", e);
    }
    return keys;
  }

  private static void rsa(Map<String, Bytes> keys, RSAPublicKey good)
      throws GeneralSecurityException {
    BigInteger n = good.getModulus();
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    keys.put("1024 bits", Bytes.of(small.generateKeyPair().getPublic().getEncoded()));
    keys.put("2047 bits", Der.rsaKey(n.shiftRight(n.bitLength() - 2047).setBit(0), F4));
    keys.put("9216 bits", Der.rsaKey(n.shiftLeft(9216 - n.bitLength()).setBit(0), F4));
    keys.put("an even modulus", Der.rsaKey(n.clearBit(0), F4));
    for (int factor : new int[] {3, 5, 167}) {
      keys.put("a modulus with the factor " + factor, Der.rsaKey(multiple(n, factor), F4));
    }
    for (long exponent : new long[] {1, 3, 65_535, 65_536, (1L << 33) + 1}) {
      keys.put("the exponent " + exponent, Der.rsaKey(n, BigInteger.valueOf(exponent)));
    }
    Bytes numbers = Der.bits(Der.sequence(Der.number(n), Der.number(F4)));
    keys.put("no parameters", Der.sequence(Der.sequence(Der.RSA_ENCRYPTION), numbers));
    keys.put(
        "named as a key for PSS",
        Der.sequence(Der.sequence(Bytes.hex("06092a864886f70d01010a"), Der.NULL), numbers));
    keys.put(
        "a negative modulus", Der.rsaKey(n.subtract(BigInteger.ONE.shiftLeft(n.bitLength())), F4));
    keys.put("a key of a curve", curve(P256));
  }

  private static BigInteger multiple(BigInteger n, int factor) {
    BigInteger multiple = n;
    while (multiple.mod(BigInteger.valueOf(factor)).signum() != 0) {
      multiple = multiple.subtract(BigInteger.TWO);
    }
    return multiple;
  }

  private static void ec(Map<String, Bytes> keys, Bytes good) throws GeneralSecurityException {
    int header = good.at(1) < 0x80 ? 2 : 3;
    Bytes algorithm = good.slice(header, 2 + good.at(header + 1));
    int start =
        header + algorithm.length() + (good.at(header + algorithm.length() + 1) < 0x80 ? 3 : 4);
    Bytes point = good.slice(start, good.length() - start);
    int size = point.length() / 2;
    Bytes x = point.slice(1, size);
    Bytes y = point.slice(1 + size, size);
    int odd = y.at(size - 1) & 1;
    keys.put("a point off the curve", key(algorithm, RecordForger.flipped(point, -1)));
    keys.put("a compressed point", key(algorithm, Bytes.concat(octet(2 + odd), x)));
    keys.put("a hybrid point", key(algorithm, Bytes.concat(octet(6 + odd), x, y)));
    keys.put("the point at infinity", key(algorithm, octet(0)));
    byte[] large = new byte[size];
    java.util.Arrays.fill(large, (byte) 0xff);
    keys.put("a coordinate above p", key(algorithm, Bytes.concat(octet(4), Bytes.of(large), y)));
    keys.put("the point (0, 0)", key(algorithm, Bytes.concat(octet(4), zeros(2 * size))));
    keys.put("a point that is too long", key(algorithm, Bytes.concat(point, octet(0))));
    String other = size == 32 ? P384 : P256;
    keys.put("another curve", curve(other));
    keys.put("a curve without a name", key(Der.sequence(Der.EC_PUBLIC_KEY, Der.NULL), point));
    keys.put("a key for RSA", rsaKey());
  }

  private static void x25519(Map<String, Bytes> keys, Bytes good) throws GeneralSecurityException {
    Bytes head = good.slice(0, good.length() - 32);
    keys.put("u of 0", Bytes.concat(head, zeros(32)));
    keys.put("u of 1", Bytes.concat(head, octet(1), zeros(31)));
    keys.put(
        "u of order 8",
        Bytes.concat(
            head, Bytes.hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")));
    keys.put("u above p", Bytes.concat(head, Bytes.hex("f6" + "ff".repeat(30) + "7f")));
    keys.put("another curve", curve(P256));
  }

  private static Bytes key(Bytes algorithm, Bytes point) {
    return Der.sequence(algorithm, Der.bits(point));
  }

  private static Bytes curve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return Bytes.of(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static Bytes rsaKey() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return Bytes.of(generator.generateKeyPair().getPublic().getEncoded());
  }

  private static Bytes octet(int value) {
    return Bytes.of(new byte[] {(byte) value});
  }

  private static Bytes zeros(int length) {
    return Bytes.of(new byte[length]);
  }
}
