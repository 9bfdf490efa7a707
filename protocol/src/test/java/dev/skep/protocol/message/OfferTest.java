package dev.skep.protocol.message;

import static dev.skep.protocol.message.MessageType.OFFER;
import static dev.skep.protocol.message.MessageType.filled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.CborLimits;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The offer's fields (spec 5.1). */
class OfferTest {
  @Test
  void keepsEveryField() throws Exception {
    Offer offer = Offer.decode(OFFER.valid(), CborLimits.DEFAULT);
    assertThat(offer.sessionId()).isEqualTo(filled(16));
    assertThat(offer.serverNonce()).isEqualTo(filled(32));
    assertThat(offer.issuedAtSeconds()).isEqualTo(1_790_000_000L);
    assertThat(offer.lifetimeSeconds()).isEqualTo(120);
    assertThat(offer.issuer()).isEqualTo("https://issuer.example");
    assertThat(offer.attestations()).containsExactly("ES256", "PS256");
    assertThat(offer.kdfs()).containsExactly("HKDF-SHA256", "HKDF-SHA384");
    assertThat(offer.ciphers()).containsExactly("A256GCM");
    assertThat(offer.request()).isEqualTo(Bytes.hex("a0"));
    assertThat(offer.transport("DHKEM-P256-HKDF-SHA256"))
        .contains(new Offer.TransportKey("DHKEM-P256-HKDF-SHA256", filled(8), filled(91)));
    assertThat(offer.transport("DHKEM-P384-HKDF-SHA384")).isEmpty();
  }

  @ParameterizedTest(name = "attack 14: {0}, {1}, {2}, {3} is offered: {4}")
  @CsvSource({
    "RSA-OAEP-256, ES256, HKDF-SHA256, A256GCM, true",
    "DHKEM-P256-HKDF-SHA256, PS256, HKDF-SHA384, A256GCM, true",
    "DHKEM-P384-HKDF-SHA384, ES256, HKDF-SHA256, A256GCM, false",
    "RSA-OAEP-256, ES384, HKDF-SHA256, A256GCM, false",
    "RSA-OAEP-256, ES256, KBKDF-HMAC-SHA256, A256GCM, false",
    "RSA-OAEP-256, ES256, HKDF-SHA256, A128CBC-HS256, false",
    "rsa-oaep-256, ES256, HKDF-SHA256, A256GCM, false",
    "ES256, RSA-OAEP-256, HKDF-SHA256, A256GCM, false",
  })
  void offersASuiteOnlyIfAllFourChoicesAreInItsLists(
      String transport, String attestation, String kdf, String cipher, boolean offered)
      throws Exception {
    Offer offer = Offer.decode(OFFER.valid(), CborLimits.DEFAULT);
    assertThat(offer.offers(new Suite(transport, attestation, kdf, cipher))).isEqualTo(offered);
  }

  @ParameterizedTest(name = "version {0}")
  @ValueSource(longs = {0, 2, 1L << 32, Long.MAX_VALUE})
  void refusesAnotherVersion(long version) {
    OFFER.refuses("M-14", 1, new Unsigned(version));
  }

  @Test
  void refusesIdsAndNoncesOfAnotherLength() {
    for (int wrong : new int[] {0, 15, 17}) {
      OFFER.refuses("M-12", 2, bytes(wrong));
    }
    for (int wrong : new int[] {0, 31, 33}) {
      OFFER.refuses("M-12", 3, bytes(wrong));
    }
  }

  @Test
  void takesTimesOfEveryWidth() {
    for (long time : new long[] {0, 23, 24, 1L << 31, 1L << 32, Long.MAX_VALUE}) {
      OFFER.accepts(4, new Unsigned(time));
      OFFER.accepts(5, new Unsigned(time));
    }
  }

  @Test
  void takesIssuersUpTo256VisibleCharacters() {
    OFFER.accepts(6, new Text(""));
    OFFER.accepts(6, new Text("i".repeat(256)));
    for (String issuer : List.of("i".repeat(257), "a b", "a\r\nb", "ü")) {
      OFFER.refuses("M-12", 6, new Text(issuer));
    }
  }

  @Test
  void takesOneTo64NamesInEachList() {
    for (long list = 8; list <= 10; list++) {
      OFFER.accepts(list, names(1));
      OFFER.accepts(list, names(64));
      OFFER.refuses("M-12", list, names(65));
      OFFER.refuses("M-12", list, names(0));
    }
  }

  @Test
  void takesOneTo64Transports() {
    OFFER.accepts(7, transports(1));
    OFFER.accepts(7, transports(64));
    OFFER.refuses("M-12", 7, transports(65));
    OFFER.refuses("M-12", 7, transports(0));
  }

  @Test
  @DisplayName("attack 14: an algorithm that is listed twice or has no proper name is refused")
  void refusesNamesThatRepeatOrAreNone() {
    for (long list = 8; list <= 10; list++) {
      OFFER.refuses("M-13", list, new Array(List.of(new Text("x"), new Text("x"))));
      OFFER.refuses("M-13", list, new Array(List.of(new Text(""))));
      OFFER.refuses("M-13", list, new Array(List.of(bytes(5))));
    }
    CborItem key = transport(new Text("x"), bytes(8), bytes(91));
    OFFER.refuses("M-13", 7, new Array(List.of(key, key)));
    CborItem sameName = transport(new Text("x"), bytes(9), bytes(92));
    OFFER.refuses("M-13", 7, new Array(List.of(key, sameName)));
  }

  @Test
  void refusesTransportsThatAreNoTriples() {
    CborItem name = new Text("x");
    OFFER.accepts(7, new Array(List.of(transport(name, bytes(1), bytes(16_384)))));
    OFFER.accepts(7, new Array(List.of(transport(name, bytes(32), bytes(1)))));
    OFFER.refuses("M-11", 7, new Array(List.of(name)));
    OFFER.refuses("M-11", 7, new Array(List.of(transport(name, bytes(8)))));
    OFFER.refuses("M-11", 7, new Array(List.of(transport(name, bytes(8), bytes(9), bytes(9)))));
    OFFER.refuses("M-11", 7, new Array(List.of(transport(name, name, bytes(9)))));
    OFFER.refuses("M-11", 7, new Array(List.of(transport(name, bytes(8), name))));
    OFFER.refuses("M-12", 7, new Array(List.of(transport(name, bytes(0), bytes(9)))));
    OFFER.refuses("M-12", 7, new Array(List.of(transport(name, bytes(33), bytes(9)))));
    OFFER.refuses("M-12", 7, new Array(List.of(transport(name, bytes(8), bytes(0)))));
    OFFER.refuses("M-12", 7, new Array(List.of(transport(name, bytes(8), bytes(16_385)))));
    OFFER.refuses("M-13", 7, new Array(List.of(transport(bytes(1), bytes(8), bytes(9)))));
  }

  @Test
  void takesRequestsOfAnyLength() {
    OFFER.accepts(11, bytes(0));
    OFFER.accepts(11, bytes(60_000));
  }

  private static CborItem bytes(int length) {
    return new ByteString(filled(length));
  }

  private static CborItem names(int count) {
    return new Array(
        IntStream.range(0, count).<CborItem>mapToObj(i -> new Text("name-" + i)).toList());
  }

  private static CborItem transports(int count) {
    return new Array(
        IntStream.range(0, count)
            .mapToObj(i -> transport(new Text("name-" + i), bytes(8), bytes(91)))
            .toList());
  }

  private static CborItem transport(CborItem... parts) {
    return new Array(List.of(parts));
  }
}
