package dev.skep.server.core.internal.trust;

import static dev.skep.server.core.internal.trust.TestCertificate.NOW;
import static dev.skep.server.core.internal.trust.TestCertificate.ca;
import static dev.skep.server.core.internal.trust.TestCertificate.leaf;

import dev.skep.api.Bytes;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAttackTest {
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final Issued ROOT = ca("CN=Root").selfSigned();

  @TempDir Path directory;
  private TrustFixture trust;

  @BeforeEach
  void trustTheRoot() {
    trust = new TrustFixture(directory).trusting(ROOT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20270101000000Z",
        "20491231235959Z",
        "20500101000000Z",
        "20280229235959Z",
        "99980101000000Z"
      })
  @DisplayName("attack 41: GeneralizedTime in UTC to the second is understood, before 2050 too")
  void acceptsGeneralizedTime(String end) {
    trust.accepts(leaf("CN=D").until(time(GENERALIZED_TIME, end)).by(ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20270101000000.5Z",
        "20270101000000,5Z",
        "20270101000000",
        "20270101000000+0100",
        "20270101000000+0000"
      })
  @DisplayName("attack 41: GeneralizedTime with a fraction or an offset")
  void rejectsOtherFormsOfGeneralizedTime(String end) {
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").until(time(GENERALIZED_TIME, end)).by(ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2701010000Z", "270101000000+0100", "270101000000+0000", "2701010000+0000"})
  @DisplayName("attack 41: UTCTime with an offset or without seconds, at either end")
  void rejectsOtherFormsOfUtcTime(String end) {
    trust.rejects(TrustRule.ENCODING, leaf("CN=D").until(time(UTC_TIME, end)).by(ROOT));
    trust.rejects(
        TrustRule.ENCODING,
        leaf("CN=D").from(time(UTC_TIME, end.replaceFirst("27", "25"))).by(ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20271301000000Z",
        "20270001000000Z",
        "20280230000000Z",
        "20270229000000Z",
        "20270101240000Z",
        "20270101006000Z",
        "20270630235960Z",
        "20+70101000000Z",
        "20-70101000000Z",
        "2027 101000000Z",
        "20270101000000z"
      })
  @DisplayName("attack 41: days and hours that do not exist, and what is no digit")
  void rejectsTimesThatDoNotExist(String end) {
    assertEncodingIsRejected(GENERALIZED_TIME, "20270101000000Z", end);
    assertEncodingIsRejected(UTC_TIME, "270101000000Z", end.substring(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"202701010000Z", "2027010100.0Z", "270101000000Z"})
  @DisplayName("attack 41: GeneralizedTime with less than seconds or half a year")
  void rejectsShortGeneralizedTime(String end) {
    Issued leaf = leaf("CN=D").until(time(UTC_TIME, "270101000000Z")).by(ROOT);
    String utcTime = "170d" + ascii("270101000000Z").toHex();
    String forged = leaf.der().toHex().replace(utcTime, "180d" + ascii(end).toHex());
    trust.accepts(leaf);
    trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.hex(forged)));
  }

  private void assertEncodingIsRejected(int tag, String good, String bad) {
    Issued leaf = leaf("CN=D").until(time(tag, good)).by(ROOT);
    trust.accepts(leaf);
    String forged = leaf.der().toHex().replace(ascii(good).toHex(), ascii(bad).toHex());
    trust.rejects(TrustRule.ENCODING, NOW, List.of(Bytes.hex(forged)));
  }

  @Test
  @DisplayName("attack 41: two digits 49 are 2049, two digits 50 are 1950")
  void readsTheCenturyOfUtcTime() {
    Issued until2049 = leaf("CN=D").until(time(UTC_TIME, "491231235959Z")).by(ROOT);
    Issued until1950 = leaf("CN=D").until(time(UTC_TIME, "500101000000Z")).by(ROOT);
    Issued since1950 = leaf("CN=D").from(time(UTC_TIME, "500101000000Z")).by(ROOT);
    Issued since2049 = leaf("CN=D").from(time(UTC_TIME, "491231235959Z")).by(ROOT);
    trust.accepts(until2049);
    trust.accepts(since1950);
    trust.rejects(TrustRule.VALIDITY, until1950);
    trust.rejects(TrustRule.VALIDITY, since2049);
  }

  @Test
  @DisplayName("attack 41: across the end of 2049 validity goes on in either form")
  void judgesAcrossTheYear2050() {
    Instant end2049 = Instant.parse("2049-12-31T23:59:59Z");
    Issued anchor = ca("CN=2050").until(Instant.parse("2060-01-01T00:00:00Z")).selfSigned();
    trust.trusting(anchor);
    Issued until2049 = leaf("CN=A").until(end2049).by(anchor);
    Issued until2050 = leaf("CN=B").until(end2049.plusSeconds(1)).by(anchor);
    trust.accepts(end2049.plusSeconds(299), until2049);
    trust.rejects(TrustRule.VALIDITY, end2049.plusSeconds(301), until2049);
    trust.accepts(end2049.plusSeconds(301), until2050);
    trust.rejects(TrustRule.VALIDITY, end2049.plusSeconds(302), until2050);
  }

  @Test
  @DisplayName("attack 41: the skew ends after exactly 5 minutes, remembered or not")
  void skewIsFiveMinutes() {
    Issued device = leaf("CN=D").from(NOW).until(NOW.plusSeconds(3600)).by(ROOT);
    for (int round = 0; round < 2; round++) {
      trust.accepts(NOW.minusSeconds(300), device);
      trust.rejects(TrustRule.VALIDITY, NOW.minusSeconds(300).minusNanos(1), device);
      trust.accepts(NOW.plusSeconds(3900), device);
      trust.rejects(TrustRule.VALIDITY, NOW.plusSeconds(3900).plusNanos(1), device);
    }
  }

  @Test
  @DisplayName("attack 41: a leaf that ends before it begins is never valid")
  void rejectsReversedValidity() {
    trust.rejects(
        TrustRule.VALIDITY,
        leaf("CN=D").from(NOW.plusSeconds(60)).until(NOW.minusSeconds(60)).by(ROOT));
  }

  /** Goes past the checks of the library's own constructors. */
  private static Time time(int tag, String text) {
    Bytes content = ascii(text);
    byte[] der =
        Bytes.concat(Bytes.of(new byte[] {(byte) tag, (byte) content.length()}), content).toArray();
    try {
      return Time.getInstance(ASN1Primitive.fromByteArray(der));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Bytes ascii(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
