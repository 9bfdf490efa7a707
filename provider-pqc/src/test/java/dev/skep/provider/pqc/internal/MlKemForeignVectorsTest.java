package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.junit.jupiter.api.Test;

/** ML-KEM vectors of Botan and of C2SP's CCTV, through the services. */
class MlKemForeignVectorsTest {
  private static final String BOTAN = "botan/pubkey/ml_kem_acvp_encap.vec.gz";
  private static final String CCTV = "cctv/ML-KEM/intermediate/ML-KEM-768.txt";

  private final Map<String, MlKem> transports =
      Map.of(
          "ML-KEM-768", new MlKem768(Lab.engines()), "ML-KEM-1024", new MlKem1024(Lab.engines()));

  /** Botan's file has SHAKE-256 of each ciphertext, 16 bytes of it. */
  @Test
  void botansEncapsulationsAreMade() throws Exception {
    VectorTally tally = new VectorTally(BOTAN, "ML-KEM-768, ML-KEM-1024: encapsulation", "BC");
    Map<String, Bytes> vector = new HashMap<>();
    String section = "";
    for (String line : ThirdPartyVectors.lines(BOTAN)) {
      if (line.startsWith("[")) {
        section = line.substring(1, line.length() - 1);
      }
      read(line, vector);
      if (line.startsWith("C = ")) {
        MlKem transport = transports.get(section);
        if (transport == null) {
          tally.notApplicable(section);
        } else {
          PublicKey ek = transport.decodePublicKey(Lab.spki(section, vector.get("EK")));
          try (Encapsulation made = transport.encapsulate(ek, new FixedRandom(vector.get("M")))) {
            assertThat(Bytes.of(made.sharedSecret().copy())).isEqualTo(vector.get("K"));
            assertThat(shake(made.encapsulatedKey())).isEqualTo(vector.get("C"));
          }
          tally.count("encapsulated");
        }
      }
    }
    tally.report();
    assertThat(tally.total()).isEqualTo(50);
  }

  /** Its key pair is of a draft that expands the seed otherwise; everything else is FIPS 203's. */
  @Test
  void cctvsKeyEncapsulatesAndDecapsulates() throws Exception {
    VectorTally tally = new VectorTally(CCTV, "ML-KEM-768: both ways", "BC");
    Map<String, Bytes> vector = new HashMap<>();
    ThirdPartyVectors.lines(CCTV).forEach(line -> read(line, vector));
    MlKem transport = transports.get("ML-KEM-768");
    PublicKey ek = transport.decodePublicKey(Lab.spki("ML-KEM-768", vector.get("ek")));
    try (Encapsulation made = transport.encapsulate(ek, new FixedRandom(vector.get("m")))) {
      assertThat(made.encapsulatedKey()).isEqualTo(vector.get("c"));
      assertThat(Bytes.of(made.sharedSecret().copy())).isEqualTo(vector.get("K"));
    }
    KeyPair pair = new KeyPair(ek, Lab.withoutSeed("ML-KEM-768", vector.get("dk")));
    try (Decapsulation got = transport.decapsulate(pair, vector.get("c"), Lab.RANDOM)) {
      assertThat(Bytes.of(got.sharedSecret().copy())).isEqualTo(vector.get("K"));
    }
    tally.count("encapsulated and decapsulated");
    tally.report();
  }

  private static void read(String line, Map<String, Bytes> vector) {
    String[] parts = line.split(" = ");
    if (parts.length == 2 && parts[1].matches("([0-9a-fA-F]{2})+")) {
      vector.put(parts[0], Bytes.hex(parts[1].toLowerCase(java.util.Locale.ROOT)));
    }
  }

  private static Bytes shake(Bytes data) {
    SHAKEDigest digest = new SHAKEDigest(256);
    digest.update(data.toArray(), 0, data.length());
    byte[] hash = new byte[16];
    digest.doFinal(hash, 0, hash.length);
    return Bytes.of(hash);
  }
}
