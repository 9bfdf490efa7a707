package dev.skep.provider.rsa.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.provider.rsa.internal.TestPadding.Pss;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures made with the right key over blocks that are wrong in one detail. */
class ForgedPaddingTest {
  private static final Bytes MESSAGE = Bytes.utf8("SKEP/1 attestation");
  private static final String DIGEST =
      Bytes.of(TestPadding.digest("SHA-256", MESSAGE.toArray())).toHex();
  private static final String INFO = "3031300d060960864801650304020105000420" + DIGEST;

  @ParameterizedTest
  @CsvSource({"JDK,''", "BC,''", "CORRETTO,''", "JDK,44494153", "BC,44494153", "CORRETTO,44494153"})
  @DisplayName("attack 38: v1.5 padding in BER, without NULL, with extra data, is refused")
  void refusesEveryOtherV15Block(String engine, String tag) {
    RsaEngines engines = TestKeys.engines(engine);
    AttestationScheme scheme = tag.isEmpty() ? new Rs256(engines) : new Rs256Dias(engines);
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("missing NULL", padded(tag + "302f300b06096086480165030402010420" + DIGEST));
    forged.put(
        "long form of the outer length",
        padded(tag + "308131300d060960864801650304020105000420" + DIGEST));
    forged.put(
        "long form of the inner length",
        padded(tag + "303230810d060960864801650304020105000420" + DIGEST));
    forged.put(
        "NULL in long form", padded(tag + "3032300e06096086480165030402010581000420" + DIGEST));
    forged.put(
        "data in the parameters",
        padded(tag + "3035301106096086480165030402010500deadbeef0420" + DIGEST));
    forged.put("extra data in DigestInfo", padded(tag + "3033" + INFO.substring(4) + "0500"));
    forged.put("data after DigestInfo", padded(tag + INFO + "00"));
    forged.put(
        "short PS, the rest after DigestInfo",
        fill("0001" + "ff".repeat(8) + "00" + tag + INFO, "00"));
    forged.put("no PS", fill("000100" + tag + INFO, "ff"));
    forged.put("block type 2", padded(tag + INFO).replaceFirst("^0001", "0002"));
    forged.put("block type 0", padded(tag + INFO).replaceFirst("^0001", "0000"));
    forged.put("PS with another byte", padded(tag + INFO).replaceFirst("^0001ff", "0001fe"));
    forged.put("separator 01", padded(tag + INFO).replaceFirst("ff00", "ff01"));
    forged.put("digest alone", padded(tag + DIGEST));
    forged.put("OID of SHA-512", padded(tag + INFO.replace("040201", "040203")));
    forged.put("last bit of the digest", padded(tag + flipLastBit(INFO)));
    forged.put("another tag", padded("44494154" + INFO));

    assertThat(verify(scheme, padded(tag + INFO))).isTrue();
    forged.forEach(
        (name, block) -> {
          assertThat(block).as(name).hasSize(512);
          assertThat(verify(scheme, block)).as(name).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"JDK", "BC", "CORRETTO"})
  @DisplayName("attack 38: the cube root of a block with garbage is refused even where e = 3")
  void refusesTheCubeRootForgery(String engine) throws Exception {
    String prefix = "0001" + "ff".repeat(8) + "00" + INFO;
    BigInteger target = new BigInteger(fill(prefix, "ff"), 16);
    BigInteger root = cubeRoot(target);
    assertThat(TestKeys.fixed(root.pow(3), 256).toHex()).startsWith(prefix);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));
    KeyPair withE3 = generator.generateKeyPair();

    Rs256 scheme = new Rs256(TestKeys.engines(engine));
    Bytes honest = scheme.sign(withE3.getPrivate(), MESSAGE, TestKeys.RANDOM);

    assertThat(scheme.verify(withE3.getPublic(), MESSAGE, honest)).isTrue();
    assertThat(scheme.verify(withE3.getPublic(), MESSAGE, TestKeys.fixed(root, 256))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "JDK,SHA-256,32",
    "BC,SHA-256,32",
    "CORRETTO,SHA-256,32",
    "JDK,SHA-384,48",
    "BC,SHA-384,48",
    "CORRETTO,SHA-384,48"
  })
  @DisplayName("attack 38: PSS with another salt length, MGF hash, hash or trailer is refused")
  void refusesEveryOtherPssBlock(String engine, String hash, int salt) {
    RsaEngines engines = TestKeys.engines(engine);
    AttestationScheme scheme = salt == 32 ? new Ps256(engines) : new Ps384(engines);
    Map<String, Pss> forged = new LinkedHashMap<>();
    forged.put("no salt", new Pss(hash, hash, 0, 0xbc));
    forged.put("salt of 20", new Pss(hash, hash, 20, 0xbc));
    forged.put("salt one shorter", new Pss(hash, hash, salt - 1, 0xbc));
    forged.put("salt one longer", new Pss(hash, hash, salt + 1, 0xbc));
    forged.put("longest salt", new Pss(hash, hash, 256 - salt - 2, 0xbc));
    forged.put("MGF1 with SHA-1", new Pss(hash, "SHA-1", salt, 0xbc));
    forged.put("MGF1 with SHA-512", new Pss(hash, "SHA-512", salt, 0xbc));
    forged.put("hash SHA-512/256", new Pss("SHA-512/256", hash, salt, 0xbc));
    forged.put("hash SHA-512", new Pss("SHA-512", hash, salt, 0xbc));
    forged.put("trailer CC", new Pss(hash, hash, salt, 0xcc));
    forged.put("trailer 00", new Pss(hash, hash, salt, 0));

    assertThat(verify(scheme, new Pss(hash, hash, salt, 0xbc))).isTrue();
    forged.forEach((name, padding) -> assertThat(verify(scheme, padding)).as(name).isFalse());
  }

  private static boolean verify(AttestationScheme scheme, Pss padding) {
    return verify(scheme, Bytes.of(padding.block(MESSAGE, TestKeys.LENGTH)).toHex());
  }

  private static boolean verify(AttestationScheme scheme, String block) {
    Bytes signature = TestKeys.privateOperation(Bytes.hex(block).toArray());
    return scheme.verify(TestKeys.PUBLIC, MESSAGE, signature);
  }

  /** 00 01 FF … FF 00 and then the tail. */
  private static String padded(String tail) {
    return "0001" + "ff".repeat(256 - 3 - tail.length() / 2) + "00" + tail;
  }

  private static String fill(String head, String octet) {
    return head + octet.repeat(256 - head.length() / 2);
  }

  private static String flipLastBit(String hex) {
    int last = Character.digit(hex.charAt(hex.length() - 1), 16) ^ 1;
    return hex.substring(0, hex.length() - 1) + Character.forDigit(last, 16);
  }

  /** The largest number whose cube is not above the target. */
  private static BigInteger cubeRoot(BigInteger target) {
    BigInteger root = BigInteger.ZERO;
    for (int bit = target.bitLength() / 3; bit >= 0; bit--) {
      BigInteger candidate = root.setBit(bit);
      if (candidate.pow(3).compareTo(target) <= 0) {
        root = candidate;
      }
    }
    return root;
  }
}
