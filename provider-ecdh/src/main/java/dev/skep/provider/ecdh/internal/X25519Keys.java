package dev.skep.provider.ecdh.internal;

import java.security.InvalidKeyException;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.List;

/**
 * X25519 keys: u-coordinates, little-endian. RFC 7748 section 5 lets a receiver mask the top bit
 * and reduce; here a coordinate has only its canonical encoding, so that one EK stands for one
 * coordinate. Nothing is lost, since no sender makes another. Points of small order are refused:
 * they agree on zero with everyone. Points on the twist are accepted, as the curve was designed
 * for.
 */
final class X25519Keys extends Curve25519 {
  static final X25519Keys X25519 = new X25519Keys();

  private static final List<byte[]> SMALL_ORDER =
      List.of(
          hex("0000000000000000000000000000000000000000000000000000000000000000"),
          hex("0100000000000000000000000000000000000000000000000000000000000000"),
          hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
          hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
          hex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"));

  private X25519Keys() {
    super("X25519", NamedParameterSpec.X25519, "6e");
  }

  @Override
  void checkValue(byte[] u) throws InvalidKeyException {
    if (u[31] < 0 || !isReduced(u)) {
      throw new InvalidKeyException("X25519 public key: not the canonical encoding");
    }
    if (SMALL_ORDER.stream().anyMatch(point -> Arrays.equals(point, u))) {
      throw new InvalidKeyException("X25519 public key: a point of small order");
    }
  }
}
