package dev.skep.se.pcsc.applet;

import static dev.skep.se.pcsc.applet.ServerKeys.F4;
import static dev.skep.se.pcsc.applet.ServerKeys.MODULUS;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of servers that ESTABLISH does not take (spec rules E-1, Y-1, Y-2). */
class UnfitServerKeyTest {
  private static final Card CARD = Card.personalized(Card.ES256);
  private static final int FIT = Card.OK;
  private static final int UNFIT = 0x6a80;
  private static final BigInteger TWO = BigInteger.TWO;

  private static void rsa(BigInteger modulus, BigInteger exponent, int sw) {
    establish(1, ServerKeys.rsa(modulus, exponent), sw);
  }

  private static void establish(int transport, Bytes key, int sw) {
    CARD.command(0x20, transport, 1, Bytes.of(new byte[48]), Card.lp2(key), Card.number(0)).is(sw);
  }

  @Test
  void takesRsaKeysOf2048BitsWithFitExponents() {
    rsa(MODULUS, F4, FIT);
    rsa(MODULUS, BigInteger.valueOf(0x10003), FIT);
    rsa(MODULUS, TWO.pow(31).add(BigInteger.ONE), FIT);
    rsa(MODULUS, TWO.pow(32).subtract(BigInteger.ONE), FIT);
    rsa(MODULUS, TWO.pow(33).subtract(BigInteger.ONE), FIT);
  }

  @Test
  @DisplayName("attack 34: exponents that are even, small, or large")
  void refusesUnfitExponents() {
    for (long exponent : new long[] {0, 1, 2, 3, 17, 257, 65535, 65536, 65538}) {
      rsa(MODULUS, BigInteger.valueOf(exponent), UNFIT);
    }
    rsa(MODULUS, TWO.pow(33).add(BigInteger.ONE), UNFIT);
    rsa(MODULUS, TWO.pow(40).add(BigInteger.ONE), UNFIT);
    rsa(MODULUS, F4.negate(), UNFIT);
  }

  @Test
  @DisplayName("attack 34: moduli that are even or have a small factor")
  void refusesUnfitModuli() {
    rsa(MODULUS.add(BigInteger.ONE), F4, UNFIT);
    for (int prime = 3; prime < 168; prime += 2) {
      if (BigInteger.valueOf(prime).isProbablePrime(50)) {
        BigInteger p = BigInteger.valueOf(prime);
        BigInteger multiple = MODULUS.subtract(MODULUS.mod(p));
        rsa(multiple.testBit(0) ? multiple : multiple.subtract(p), F4, UNFIT);
      }
    }
  }

  @Test
  @DisplayName("attack 34: moduli of other lengths")
  void refusesModuliOfOtherLengths() {
    rsa(MODULUS.shiftRight(1024).setBit(0), F4, UNFIT);
    rsa(MODULUS.clearBit(2047).setBit(2046), F4, UNFIT);
    rsa(MODULUS.setBit(2048), F4, UNFIT);
    rsa(MODULUS.setBit(2055), F4, UNFIT);
    rsa(MODULUS.negate(), F4, UNFIT);
    BigInteger odd = TWO.pow(2303).add(MODULUS);
    while (hasSmallFactor(odd)) {
      odd = odd.add(TWO);
    }
    rsa(odd, F4, 0x6a81);
    while (hasSmallFactor(odd.setBit(4351))) {
      odd = odd.add(TWO);
    }
    rsa(odd.setBit(4351), F4, 0x6a81);
  }

  private static boolean hasSmallFactor(BigInteger number) {
    for (int prime = 3; prime < 168; prime += 2) {
      if (number.mod(BigInteger.valueOf(prime)).signum() == 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  @DisplayName("attack 34: RSA keys that are not minimal DER")
  void refusesRsaKeysThatAreNotMinimal() {
    Bytes n = ServerKeys.integer(MODULUS);
    Bytes e = ServerKeys.integer(F4);
    establish(1, ServerKeys.rsa(n, Bytes.hex("020400010001")), UNFIT);
    establish(1, ServerKeys.rsa(n, Bytes.hex("02810300010001")), UNFIT);
    establish(1, ServerKeys.rsa(n, Bytes.hex("02820003010001")), UNFIT);
    establish(1, ServerKeys.rsa(n, Bytes.concat(e, Bytes.hex("0500"))), UNFIT);
    establish(1, ServerKeys.rsa(n, Bytes.hex("0200")), UNFIT);
    establish(1, ServerKeys.rsa(n, Bytes.hex("0403010001")), UNFIT);
    establish(1, ServerKeys.rsa(e, n), UNFIT);
    Bytes padded = Bytes.concat(Bytes.of(new byte[1]), Bytes.of(MODULUS.toByteArray()));
    establish(1, ServerKeys.rsa(ServerKeys.element(2, padded), e), UNFIT);
    Bytes good = ServerKeys.rsa(n, e);
    establish(1, Bytes.concat(good, Bytes.hex("00")), UNFIT);
    for (int length = 1; length < good.length(); length++) {
      establish(1, good.slice(0, length), UNFIT);
    }
  }

  @Test
  void refusesRsaKeysWithAnotherHead() {
    byte[] good = ServerKeys.rsa(MODULUS, F4).toArray();
    for (int i = 0; i < 33; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bad = good.clone();
        bad[i] ^= (byte) (1 << bit);
        establish(1, Bytes.of(bad), UNFIT);
      }
    }
  }

  @Test
  void takesAPointOfP256() {
    establish(2, ServerKeys.ec("secp256r1"), FIT);
  }

  @Test
  @DisplayName("attack 26: points off the curve, infinity, and coordinates that are not reduced")
  void refusesBadPoints() {
    byte[] good = ServerKeys.ec("secp256r1").toArray();
    for (int i : new int[] {27, 58, 59, 90}) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      establish(2, Bytes.of(bad), UNFIT);
    }
    Bytes head = Bytes.of(good).slice(0, 27);
    String p = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    String y = Bytes.of(good).slice(59, 32).toHex();
    establish(2, Bytes.concat(head, Bytes.of(new byte[64])), UNFIT);
    establish(2, Bytes.concat(head, Bytes.hex(p + y)), UNFIT);
    establish(2, Bytes.concat(head, Bytes.hex(y + p)), UNFIT);
    establish(2, Bytes.concat(head, Bytes.hex("ff".repeat(64))), UNFIT);
  }

  @Test
  @DisplayName("attack 26: points that are compressed or hybrid")
  void refusesPointsInOtherForms() {
    byte[] good = ServerKeys.ec("secp256r1").toArray();
    for (int form : new int[] {0, 1, 2, 3, 5, 6, 7}) {
      byte[] bad = good.clone();
      bad[26] = (byte) form;
      establish(2, Bytes.of(bad), UNFIT);
    }
    String x = Bytes.of(good).slice(27, 32).toHex();
    String head = "3039301306072a8648ce3d020106082a8648ce3d030107032200";
    establish(2, Bytes.hex(head + "02" + x), UNFIT);
    establish(2, Bytes.hex(head + "03" + x), UNFIT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp384r1", "secp521r1"})
  @DisplayName("attack 26: points of other curves")
  void refusesOtherCurves(String curve) {
    establish(2, ServerKeys.ec(curve), UNFIT);
  }

  @Test
  void refusesAKeyThatIsNoneForTheTransport() {
    establish(1, ServerKeys.ec("secp256r1"), UNFIT);
    establish(2, ServerKeys.rsa(MODULUS, F4), UNFIT);
  }

  @Test
  void refusesAlgorithmsThatItDoesNotHave() {
    for (int code : new int[] {0, 3, 0x7f, 0x80, 0xff}) {
      Bytes data =
          Bytes.concat(
              Bytes.of(new byte[48]), Card.lp2(ServerKeys.ec("secp256r1")), Card.number(0));
      CARD.command(0x20, code, 1, data).is(0x6a81);
      CARD.command(0x20, 2, code, data).is(0x6a81);
    }
  }
}
