package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few DER items (X.690) that keys and certificates of tests are made of. */
final class Der {
  static final Bytes NULL = Bytes.hex("0500");
  static final Bytes TRUE = Bytes.hex("0101ff");
  static final Bytes RSA_ENCRYPTION = Bytes.hex("06092a864886f70d010101");
  static final Bytes EC_PUBLIC_KEY = Bytes.hex("06072a8648ce3d0201");

  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static Bytes item(int tag, Bytes... contents) {
    Bytes content = Bytes.concat(contents);
    int length = content.length();
    String head =
        length < 0x80
            ? String.format("%02x%02x", tag, length)
            : length < 0x100
                ? String.format("%02x81%02x", tag, length)
                : String.format("%02x82%04x", tag, length);
    return Bytes.concat(Bytes.hex(head), content);
  }

  static Bytes sequence(Bytes... contents) {
    return item(0x30, contents);
  }

  static Bytes number(BigInteger value) {
    return item(0x02, Bytes.of(value.toByteArray()));
  }

  static Bytes bits(Bytes content) {
    return item(0x03, Bytes.of(new byte[1]), content);
  }

  static Bytes time(Instant at) {
    return item(0x17, Bytes.utf8(UTC_TIME.format(at)));
  }

  /** A distinguished name of one common name. */
  static Bytes name(String commonName) {
    Bytes text = item(0x0c, Bytes.of(commonName.getBytes(StandardCharsets.UTF_8)));
    return sequence(item(0x31, sequence(Bytes.hex("0603550403"), text)));
  }

  /** The SPKI of an RSA key, whether it is one or not. */
  static Bytes rsaKey(BigInteger modulus, BigInteger exponent) {
    return sequence(
        sequence(RSA_ENCRYPTION, NULL), bits(sequence(number(modulus), number(exponent))));
  }
}
