package dev.skep.provider.ecdh.internal;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Public keys that are encoded as they should be, and are unfit all the same (attacks 26, 27). */
final class UnfitKeys {
  /** Small order, then not canonical, in either use of the curve. */
  private static final List<String> CURVE_25519 =
      List.of(
          "00".repeat(32),
          "01" + "00".repeat(31),
          "ec" + "ff".repeat(30) + "7f",
          "ed" + "ff".repeat(30) + "7f",
          "ee" + "ff".repeat(30) + "7f",
          "ff".repeat(32));

  private UnfitKeys() {}

  static List<Bytes> of(String curve) {
    return switch (curve) {
      case "X25519" -> spki("302a300506032b656e032100");
      case "Ed25519" -> spki("302a300506032b6570032100");
      case "P-256" -> points(Reference.of(curve), PrimeCurve.P256);
      case "P-384" -> points(Reference.of(curve), PrimeCurve.P384);
      default -> points(Reference.of(curve), PrimeCurve.P521);
    };
  }

  private static List<Bytes> spki(String prefix) {
    return CURVE_25519.stream().map(each -> Bytes.hex(prefix + each)).toList();
  }

  /** Off the curve, (0, 0), and coordinates that are not below p. */
  private static List<Bytes> points(Reference reference, PrimeCurve curve) {
    Bytes generator = reference.generator();
    int length = curve.fieldBytes();
    BigInteger x = new BigInteger(1, generator.slice(1, length).toArray());
    BigInteger y = new BigInteger(1, generator.slice(1 + length, length).toArray());
    return Stream.of(
            reference.point(x, y.add(BigInteger.ONE)),
            reference.point(y, x),
            reference.point(BigInteger.ZERO, BigInteger.ZERO),
            reference.point(curve.prime(), y),
            reference.point(x, curve.prime()))
        .map(reference::spki)
        .toList();
  }
}
