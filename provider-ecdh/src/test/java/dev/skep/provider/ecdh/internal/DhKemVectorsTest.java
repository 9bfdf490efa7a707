package dev.skep.provider.ecdh.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.api.algorithm.Encapsulation;
import java.security.KeyPair;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The base-mode vectors of RFC 9180 appendix A, as far as they concern the KEM. */
class DhKemVectorsTest {
  /**
   * One vector.
   *
   * @param source the section; the one for P-384, which the RFC lacks, was computed with the Python
   *     package cryptography 48, from the scalars SHA-384("DHKEM-P384 ephemeral") and
   *     SHA-384("DHKEM-P384 recipient")
   */
  record Vector(
      String source,
      String curve,
      String ephemeral,
      String recipient,
      String recipientPublic,
      String encapsulated,
      String sharedSecret) {
    @Override
    public String toString() {
      return source;
    }
  }

  private static final List<Vector> VECTORS =
      List.of(
          new Vector(
              "RFC 9180 A.1.1",
              "X25519",
              "52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736",
              "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8",
              "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d",
              "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431",
              "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc"),
          new Vector(
              "RFC 9180 A.2.1",
              "X25519",
              "f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600",
              "8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb",
              "4310ee97d88cc1f088a5576c77ab0cf5c3ac797f3d95139c6c84b5429c59662a",
              "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a",
              "0bbe78490412b4bbea4812666f7916932b828bba79942424abb65244930d69a7"),
          new Vector(
              "RFC 9180 A.3.1",
              "P-256",
              "4995788ef4b9d6132b249ce59a77281493eb39af373d236a1fe415cb0c2d7beb",
              "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
              "04fe8c19ce0905191ebc298a9245792531f26f0cece2460639e8bc39cb7f706a82"
                  + "6a779b4cf969b8a0e539c7f62fb3d30ad6aa8f80e30f1d128aafd68a2ce72ea0",
              "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
                  + "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
              "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8"),
          new Vector(
              "computed, P-384",
              "P-384",
              "2ebea14228c35bc1495292610e9c5fd6405b976cb328dbb67e62cd5038817b2c"
                  + "1446074f1e4df63023268ed2d18b5ba8",
              "09776778f1562190ff9d823bfa59a5cd8932941427c69d7cc70d73a9d279e331"
                  + "351fa0239a62a143e31da8817395a2c2",
              "049241fdecf28defc93a16b3d98684e3132b2a5ec69a85e9169cb6ae7bc153f52c"
                  + "3b7dda0181dd4d06fd00c863eb3f7f4b2450bfe71c5f93eb6c86c85a31af1632"
                  + "0280070a0266a981fd48c9789929006e1ffe44da21f40f878a55b2cbceb603ca",
              "040e613581a2c8c3836d92186be23146e0a5d1f5a5704be43e786e052e7f5688de"
                  + "5c77a153db40377d8e08bd011157af29a8710c43d73038961797ffc2c227d62a"
                  + "c7ab9b6edf5a7b21baba5a7c80dbb49ee90fbbc9073087eb38cb9ffc18703222",
              "ff01f7330dad8f23d4e92fc9e3191ee734f2f62252e84c5bb5ae8e8a394a0e0f"
                  + "ac56d17006c10f7c8d3f86aff332e90c"),
          new Vector(
              "RFC 9180 A.6.1",
              "P-521",
              "014784c692da35df6ecde98ee43ac425dbdd0969c0c72b42f2e708ab9d535415a8"
                  + "569bdacfcc0a114c85b8e3f26acf4d68115f8c91a66178cdbd03b7bcc5291e374b",
              "01462680369ae375e4b3791070a7458ed527842f6a98a79ff5e0d4cbde83c27196"
                  + "a3916956655523a6a2556a7af62c5cadabe2ef9da3760bb21e005202f7b2462847",
              "0401b45498c1714e2dce167d3caf162e45e0642afc7ed435df7902ccae0e84ba0f"
                  + "7d373f646b7738bbbdca11ed91bdeae3cdcba3301f2457be452f271fa6837580"
                  + "e661012af49583a62e48d44bed350c7118c0d8dc861c238c72a2bda17f64704f"
                  + "464b57338e7f40b60959480c0e58e6559b190d81663ed816e523b6b6a418f66d"
                  + "2451ec64",
              "040138b385ca16bb0d5fa0c0665fbbd7e69e3ee29f63991d3e9b5fa740aab8900a"
                  + "aeed46ed73a49055758425a0ce36507c54b29cc5b85a5cee6bae0cf1c21f2731"
                  + "ece2013dc3fb7c8d21654bb161b463962ca19e8c654ff24c94dd2898de12051f"
                  + "1ed0692237fb02b2f8d1dc1c73e9b366b529eb436e98a996ee522aef863dd573"
                  + "9d2f29b0",
              "776ab421302f6eff7d7cb5cb1adaea0cd50872c71c2d63c30c4f1d5e43653336"
                  + "fef33b103c67e7a98add2d3b66e2fda95b5b2a667aa9dac7e59cc1d46d30e818"));

  static Stream<Arguments> vectorsOnEachEngine() {
    return VECTORS.stream()
        .flatMap(vector -> Stream.of(TestEngine.values()).map(each -> Arguments.of(vector, each)));
  }

  @ParameterizedTest
  @MethodSource("vectorsOnEachEngine")
  void decapsulationRecoversTheSharedSecret(Vector vector, TestEngine engine) throws Exception {
    DhKem kem = engine.transports().get(vector.curve());
    KeyPair server = keyPair(kem, vector.curve(), vector.recipient(), vector.recipientPublic());

    try (Decapsulation decapsulated =
        kem.decapsulate(server, Bytes.hex(vector.encapsulated()), TestEngine.RANDOM)) {
      assertThat(decapsulated.failure()).isEmpty();
      assertThat(Bytes.of(decapsulated.sharedSecret().copy()).toHex())
          .isEqualTo(vector.sharedSecret());
    }
  }

  @ParameterizedTest
  @MethodSource("vectorsOnEachEngine")
  void encapsulationWithTheVectorsEphemeralKeyGivesEkAndSharedSecret(
      Vector vector, TestEngine engine) throws Exception {
    DhKem kem = engine.transports().get(vector.curve());
    Reference reference = Reference.of(vector.curve());
    KeyPair ephemeral = keyPair(kem, vector.curve(), vector.ephemeral(), vector.encapsulated());

    try (Encapsulation encapsulated =
        kem.encapsulate(
            kem.decodePublicKey(reference.spki(Bytes.hex(vector.recipientPublic()))), ephemeral)) {
      assertThat(encapsulated.encapsulatedKey().toHex()).isEqualTo(vector.encapsulated());
      assertThat(Bytes.of(encapsulated.sharedSecret().copy()).toHex())
          .isEqualTo(vector.sharedSecret());
    }
  }

  private static KeyPair keyPair(DhKem kem, String curve, String secret, String publicKey)
      throws Exception {
    Reference reference = Reference.of(curve);
    return new KeyPair(
        kem.decodePublicKey(reference.spki(Bytes.hex(publicKey))),
        kem.decodePrivateKey(reference.pkcs8(Bytes.hex(secret))));
  }
}
