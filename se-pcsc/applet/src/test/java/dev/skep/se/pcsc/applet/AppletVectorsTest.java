package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.ProtectedRecord;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The applet's computations against the project's vectors, which {@code protocol} reproduces. */
class AppletVectorsTest {
  private static final Path VECTORS = Path.of(System.getProperty("skep.root"), "vectors");
  private static final Card CARD = new Card(SimulatedCard.of(Card.AID, VectorApplet.class));
  private static final List<String> KDFS = List.of("", "HKDF-SHA256", "KBKDF-CMAC-AES256");

  static Stream<Scenario> handshakes() {
    return Scenario.readAll(VECTORS).stream()
        .filter(s -> s.text("kind").equals("handshake") && s.text("expect").equals("accept"));
  }

  static Stream<Scenario> derivations() {
    return handshakes()
        .filter(s -> KDFS.contains(s.text("kdf")) && s.bytes("sharedSecret").length() == 32);
  }

  static Stream<Scenario> protectedRecords() {
    return handshakes().filter(s -> s.text("cipher").equals("A128CBC-HS256"));
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void derivesEachKeyOfTheVector(Scenario scenario) {
    assertThat(derive(scenario, 0)).isEqualTo(scenario.bytes("confirmationKey"));
    assertThat(derive(scenario, 3)).isEqualTo(scenario.bytes("externalKey"));
    if (scenario.text("cipher").equals("A128CBC-HS256")) {
      assertThat(derive(scenario, 1)).isEqualTo(scenario.bytes("keyServerToSe"));
      assertThat(derive(scenario, 2)).isEqualTo(scenario.bytes("keySeToServer"));
    }
  }

  private static Bytes derive(Scenario scenario, int label) {
    int kdf = KDFS.indexOf(scenario.text("kdf"));
    return CARD.command(
            1, kdf, label, scenario.bytes("sharedSecret"), scenario.bytes("transcriptHash"))
        .is(Card.OK)
        .data();
  }

  @ParameterizedTest
  @MethodSource("derivations")
  void hashesTheTranscriptOfTheVector(Scenario scenario) {
    Bytes leaf = Transcript.digest("SHA-256", scenario.bytes("certificate"));
    Bytes parts =
        Bytes.concat(
            Stream.of(
                    Bytes.utf8("SKEP/1"),
                    scenario.bytes("offerHash"),
                    Bytes.utf8(scenario.text("transport")),
                    Bytes.utf8(scenario.text("attestation")),
                    Bytes.utf8(scenario.text("kdf")),
                    Bytes.utf8(scenario.text("cipher")),
                    scenario.bytes("seNonce"),
                    scenario.bytes("serverPublicKey"),
                    scenario.bytes("encapsulatedKey"),
                    leaf)
                .map(Card::lp2)
                .toArray(Bytes[]::new));
    assertThat(CARD.command(2, 0, 0, parts).is(Card.OK).data())
        .isEqualTo(scenario.bytes("transcriptHash"));
  }

  @ParameterizedTest
  @MethodSource("protectedRecords")
  void opensAndSealsTheRecordsOfTheVector(Scenario scenario) throws Exception {
    Bytes commit = scenario.bytes("commitRecord");
    assertThat(protect(4, 1, scenario.bytes("keyServerToSe"), scenario, commit))
        .isEqualTo(scenario.bytes("commitPlaintext"));
    ProtectedRecord sealed =
        ProtectedRecord.decode(scenario.bytes("committedRecord"), CborLimits.DEFAULT);
    Bytes plain = Bytes.concat(scenario.bytes("committedPlaintext"), Bytes.hex("00"));
    ProtectedRecord open =
        new ProtectedRecord(sealed.sequence(), sealed.op(), sealed.attributes(), plain);
    assertThat(protect(3, 2, scenario.bytes("keySeToServer"), scenario, open.encode()))
        .isEqualTo(sealed.body());
  }

  private static Bytes protect(
      int what, int direction, Bytes key, Scenario scenario, Bytes record) {
    return CARD.command(what, direction, 0, key, scenario.bytes("sessionId"), record)
        .is(Card.OK)
        .data();
  }
}
