package dev.skep.provider.ecdh.internal;

import dev.skep.api.der.DerReader;
import dev.skep.api.der.MalformedDerException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Keys on a NIST prime curve y² = x³ - 3x + b (SP 800-186 section 3.2.1), with cofactor 1, so that
 * a point on the curve other than infinity generates the whole group.
 */
final class PrimeCurve extends CurveKeys {
  static final PrimeCurve P256 =
      new PrimeCurve(
          "secp256r1",
          "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
          "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
          "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
          new Encoding(
              "P-256",
              256,
              hex("3059301306072a8648ce3d020106082a8648ce3d030107034200"),
              65,
              hex("06072a8648ce3d020106082a8648ce3d030107"),
              hex("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420"),
              32),
          hex("06082a8648ce3d030107"));

  static final PrimeCurve P384 =
      new PrimeCurve(
          "secp384r1",
          "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
              + "ffffffff0000000000000000ffffffff",
          "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
              + "c656398d8a2ed19d2a85c8edd3ec2aef",
          "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
              + "581a0db248b0a77aecec196accc52973",
          new Encoding(
              "P-384",
              384,
              hex("3076301006072a8648ce3d020106052b81040022036200"),
              97,
              hex("06072a8648ce3d020106052b81040022"),
              hex("304e020100301006072a8648ce3d020106052b81040022043730350201010430"),
              48),
          hex("06052b81040022"));

  static final PrimeCurve P521 =
      new PrimeCurve(
          "secp521r1",
          "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
              + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
          "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109"
              + "e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
          "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
              + "fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
          new Encoding(
              "P-521",
              521,
              hex("30819b301006072a8648ce3d020106052b8104002303818600"),
              133,
              hex("06072a8648ce3d020106052b81040023"),
              hex("3060020100301006072a8648ce3d020106052b81040023044930470201010442"),
              66),
          hex("06052b81040023"));

  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final byte[] EC_PRIVATE_KEY_VERSION = {1};
  private static final int UNCOMPRESSED = 0x04;
  private static final int PARAMETERS = 0xa0;
  private static final int PUBLIC_KEY = 0xa1;

  private final BigInteger prime;
  private final BigInteger b;
  private final byte[] order;
  private final byte[] objectIdentifier;

  private PrimeCurve(
      String name, String prime, String b, String order, Encoding encoding, byte[] oid) {
    super("EC", new ECGenParameterSpec(name), encoding);
    this.prime = new BigInteger(prime, 16);
    this.b = new BigInteger(b, 16);
    this.order = hex(order);
    this.objectIdentifier = oid;
  }

  /** The length of a coordinate and of a scalar, in bytes. */
  int fieldBytes() {
    return order.length;
  }

  /** The field's prime. */
  BigInteger prime() {
    return prime;
  }

  /** The coefficient b. */
  BigInteger b() {
    return b;
  }

  /** The group's order. */
  BigInteger order() {
    return new BigInteger(1, order);
  }

  /**
   * Whether the bytes are a number from 1 to n - 1; takes the same time for each number in range.
   *
   * @param bytes holds it big-endian, {@link #fieldBytes} long
   */
  boolean isScalar(byte[] bytes, int offset) {
    int borrow = 0;
    int any = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      int digit = bytes[offset + i] & 0xff;
      any |= digit;
      borrow = (digit - (order[i] & 0xff) - borrow) >>> 31;
    }
    return borrow == 1 && any != 0;
  }

  @Override
  void checkValue(byte[] point) throws InvalidKeyException {
    if (point[0] != UNCOMPRESSED) {
      throw new InvalidKeyException(curve() + " public key: not an uncompressed point");
    }
    int length = fieldBytes();
    BigInteger x = new BigInteger(1, point, 1, length);
    BigInteger y = new BigInteger(1, point, 1 + length, length);
    if (x.compareTo(prime) >= 0 || y.compareTo(prime) >= 0) {
      throw new InvalidKeyException(curve() + " public key: a coordinate is out of range");
    }
    BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(b);
    if (y.multiply(y).subtract(right).mod(prime).signum() != 0) {
      throw new InvalidKeyException(curve() + " public key: the point is not on the curve");
    }
  }

  /** Reads an ECPrivateKey (RFC 5915 section 3). */
  @Override
  byte[] secretIn(DerReader privateKey) throws MalformedDerException {
    DerReader fields = privateKey.enter(DerReader.SEQUENCE);
    privateKey.end();
    if (!fields.contains(DerReader.INTEGER, EC_PRIVATE_KEY_VERSION)) {
      throw new MalformedDerException("an unknown version of ECPrivateKey");
    }
    byte[] scalar = fields.value(DerReader.OCTET_STRING);
    try {
      if (fields.nextIs(PARAMETERS) && !fields.contains(PARAMETERS, objectIdentifier)) {
        throw new MalformedDerException("other parameters inside ECPrivateKey");
      }
      if (fields.nextIs(PUBLIC_KEY)) {
        fields.enter(PUBLIC_KEY);
      }
      fields.end();
    } catch (MalformedDerException e) {
      Arrays.fill(scalar, (byte) 0);
      throw e;
    }
    return scalar;
  }

  @Override
  void checkSecret(byte[] secret) throws InvalidKeyException {
    if (!isScalar(secret, 0)) {
      throw new InvalidKeyException(curve() + " private key: not between 1 and n - 1");
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
