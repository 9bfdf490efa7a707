package dev.skep.provider.pqc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.KeyGenerator;
import org.bouncycastle.jcajce.SecretKeyWithEncapsulation;
import org.bouncycastle.jcajce.spec.KEMExtractSpec;
import org.bouncycastle.jcajce.spec.KEMGenerateSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** X-Wing against its specification, and against Bouncy Castle's own. */
class XWingVectorsTest {
  private static final Bytes PKCS8 = Bytes.hex("3034020100300d060b2b0601040183e62d81c87a0420");
  private static final String KEM = "X-WING";

  /** The vectors of draft-connolly-cfrg-xwing-kem appendix C; K depends on every byte of them. */
  @ParameterizedTest
  @CsvSource({
    "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26,"
        + "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
        + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2,"
        + "d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
    "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea,"
        + "17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef"
        + "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d,"
        + "f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150",
    "ef58538b8d23f87732ea63b02b4fa0f4873360e2841928cd60dd4cee8cc0d4c9,"
        + "22a96188d032675c8ac850933c7aff1533b94c834adbb69c6115bad4692d8619"
        + "f90b0cdf8a7b9c264029ac185b70b83f2801f2f4b3f70c593ea3aeeb613a7f1b,"
        + "953f7f4e8c5b5049bdc771d1dffada0dd961477d1a2ae0988baa7ea6898d893f"
  })
  void theDraftsSeedsGiveTheDraftsSecret(String seed, String eseed, String secret)
      throws Exception {
    for (String x25519 : new String[] {"BC", "JDK"}) {
      XWing transport = new XWing(Lab.engines(x25519));
      KeyPair server = pair(transport, Bytes.hex(seed));
      try (Encapsulation made =
              transport.encapsulate(server.getPublic(), new FixedRandom(Bytes.hex(eseed)));
          Decapsulation got = transport.decapsulate(server, made.encapsulatedKey(), Lab.RANDOM)) {
        assertThat(Bytes.of(made.sharedSecret().copy()).toHex()).isEqualTo(secret);
        assertThat(got.failure()).isEmpty();
        assertThat(got.sharedSecret().matches(made.sharedSecret())).isTrue();
      }
    }
    System.out.println("vectors: X-Wing draft: seed " + seed.substring(0, 8) + " agreed twice");
  }

  @Test
  void theDraftsFirstKeyAndCiphertextHaveTheirBytes() throws Exception {
    XWing transport = new XWing(Lab.engines());
    KeyPair server =
        pair(
            transport,
            Bytes.hex("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26"));
    assertThat(Bytes.of(server.getPublic().getEncoded()).toHex())
        .startsWith(
            "308204d4300d060b2b0601040183e62d81c87a038204c100"
                + "e2236b35a8c24b39b10aa1323a96a919a2ced88400633a7b07131713fc14b2b5");
    Bytes eseed =
        Bytes.hex(
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2");
    try (Encapsulation made = transport.encapsulate(server.getPublic(), new FixedRandom(eseed))) {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(made.encapsulatedKey().toArray());
      assertThat(Bytes.of(hash).toHex())
          .isEqualTo("17cd532d657e44c897ca6583e548a5424fc70bf54f99515a4d2bcf99e3469f33");
    }
  }

  @Test
  void bouncyCastlesOwnXWingUnderstandsKeysAndCiphertextsBothWays() throws Exception {
    XWing transport = new XWing(Lab.engines());
    for (int i = 0; i < 20; i++) {
      KeyPair server = Lab.generate(transport);
      KeyFactory factory = KeyFactory.getInstance(KEM, Lab.BOUNCY_CASTLE);
      PublicKey theirs =
          factory.generatePublic(new X509EncodedKeySpec(server.getPublic().getEncoded()));
      PrivateKey own =
          factory.generatePrivate(new PKCS8EncodedKeySpec(server.getPrivate().getEncoded()));

      KeyGenerator generator = KeyGenerator.getInstance(KEM, Lab.BOUNCY_CASTLE);
      generator.init(
          new KEMGenerateSpec.Builder(theirs, "Generic", 256).withNoKdf().build(), Lab.RANDOM);
      SecretKeyWithEncapsulation sent = (SecretKeyWithEncapsulation) generator.generateKey();
      try (Decapsulation got =
          transport.decapsulate(server, Bytes.of(sent.getEncapsulation()), Lab.RANDOM)) {
        assertThat(got.sharedSecret().copy()).isEqualTo(sent.getEncoded());
      }
      try (Encapsulation made = transport.encapsulate(server.getPublic(), Lab.RANDOM)) {
        generator.init(
            new KEMExtractSpec.Builder(own, made.encapsulatedKey().toArray(), "Generic", 256)
                .withNoKdf()
                .build());
        assertThat(generator.generateKey().getEncoded()).isEqualTo(made.sharedSecret().copy());
      }
    }
  }

  private static KeyPair pair(XWing transport, Bytes seed) throws Exception {
    KeyPair made = transport.generateKeyPair(9728, new FixedRandom(seed));
    Bytes pkcs8 = Bytes.concat(PKCS8, seed);
    assertThat(Bytes.of(made.getPrivate().getEncoded())).isEqualTo(pkcs8);
    return new KeyPair(
        transport.decodePublicKey(Bytes.of(made.getPublic().getEncoded())),
        transport.decodePrivateKey(SecretBytes.copyOf(pkcs8.toArray())));
  }
}
