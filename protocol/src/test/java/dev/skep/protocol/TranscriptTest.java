package dev.skep.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.message.Offer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TH depends on each of its parts and on where one ends and the next begins (rule T-1). */
class TranscriptTest {
  private static final Bytes OFFER_HASH = filled(32, 1);
  private static final Suite SUITE = new Suite("AB", "CD", "EF", "GH");
  private static final Transcript BASE =
      new Transcript(OFFER_HASH, SUITE, filled(32, 2), filled(91, 3), filled(65, 4), filled(32, 5));

  static Stream<Arguments> changes() {
    Transcript b = BASE;
    return Stream.of(
        change("offer", t -> with(t, flip(b.offerHash()), SUITE)),
        change("transport", t -> with(t, OFFER_HASH, new Suite("AX", "CD", "EF", "GH"))),
        change("attestation", t -> with(t, OFFER_HASH, new Suite("AB", "CX", "EF", "GH"))),
        change("kdf", t -> with(t, OFFER_HASH, new Suite("AB", "CD", "EX", "GH"))),
        change("cipher", t -> with(t, OFFER_HASH, new Suite("AB", "CD", "EF", "GX"))),
        change("seNonce", t -> with(t, flip(b.seNonce()), b.serverPublicKey(), b.leafHash())),
        change("ServerPubK", t -> with(t, b.seNonce(), flip(b.serverPublicKey()), b.leafHash())),
        change("leaf", t -> with(t, b.seNonce(), b.serverPublicKey(), flip(b.leafHash()))),
        change("EK", t -> withEncapsulatedKey(t, flip(b.encapsulatedKey()))),
        change("end of EK", t -> withEncapsulatedKey(t, b.encapsulatedKey().slice(0, 64))));
  }

  private static Arguments change(String what, UnaryOperator<Transcript> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "attack 12, attack 13: another {0} gives another TH")
  @MethodSource("changes")
  void everyPartChangesTheHash(String what, UnaryOperator<Transcript> change) {
    assertThat(change.apply(BASE).hash("SHA-256")).isNotEqualTo(BASE.hash("SHA-256"));
  }

  @ParameterizedTest(name = "attack 12, attack 13: field {0} of the offer is bound")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void everyFieldOfTheOfferChangesTheHash(int field) {
    assertThat(ofOffer(offer(field))).isNotEqualTo(ofOffer(offer(-1)));
    assertThat(ofOffer(offer(-1))).isEqualTo(ofOffer(offer(-1)));
  }

  private static Bytes ofOffer(Offer offer) {
    Bytes hash = Transcript.digest("SHA-256", offer.encode());
    return with(BASE, hash, SUITE).hash("SHA-256");
  }

  /** An offer with one field changed; the lists are stripped. */
  private static Offer offer(int changed) {
    List<Offer.TransportKey> keys =
        List.of(
            new Offer.TransportKey("T1", filled(8, 1), filled(91, 1)),
            new Offer.TransportKey("T2", filled(8, 2), filled(91, 2)));
    return new Offer(
        filled(16, changed == 0 ? 9 : 1),
        filled(32, changed == 1 ? 9 : 2),
        changed == 2 ? 1_790_000_001L : 1_790_000_000L,
        changed == 3 ? 121 : 120,
        changed == 4 ? "https://issuer.example.org" : "https://issuer.example",
        changed == 5 ? keys.subList(1, 2) : keys,
        changed == 6 ? List.of("A1") : List.of("A2", "A1"),
        changed == 7 ? List.of("K1") : List.of("K2", "K1"),
        changed == 8 ? List.of("C1") : List.of("C2", "C1"),
        changed == 9 ? filled(1, 1) : Bytes.EMPTY);
  }

  @Test
  @DisplayName("attack 54: what moves from one name or value to the next gives another TH")
  void boundariesBetweenPartsAreBound() {
    Set<Bytes> hashes = new HashSet<>();
    List<Suite> suites =
        List.of(
            SUITE,
            new Suite("ABC", "D", "EF", "GH"),
            new Suite("A", "BCD", "EF", "GH"),
            new Suite("AB", "CDE", "F", "GH"),
            new Suite("AB", "CD", "EFG", "H"));
    suites.forEach(suite -> hashes.add(with(BASE, OFFER_HASH, suite).hash("SHA-256")));
    Bytes all = Bytes.concat(BASE.seNonce(), BASE.serverPublicKey(), BASE.encapsulatedKey());
    for (int first = 0; first <= 64; first += 8) {
      for (int second = 0; second <= 64; second += 8) {
        Bytes third = all.slice(first + second, all.length() - first - second);
        Transcript moved =
            new Transcript(
                OFFER_HASH,
                SUITE,
                all.slice(0, first),
                all.slice(first, second),
                third,
                BASE.leafHash());
        hashes.add(moved.hash("SHA-256"));
      }
    }
    assertThat(hashes).hasSize(suites.size() + 81);
  }

  @Test
  @DisplayName("attack 54: (\"ab\", \"c\") and (\"a\", \"bc\") are joined differently")
  void lengthsAreEncoded() {
    assertThat(new LengthPrefixed().add("ab").add("c").join())
        .isEqualTo(Bytes.hex("0000000261620000000163"))
        .isNotEqualTo(new LengthPrefixed().add("a").add("bc").join());
    assertThat(new LengthPrefixed().add("").add("a").join())
        .isNotEqualTo(new LengthPrefixed().add("a").add("").join());
    assertThat(new LengthPrefixed().addSequence(0x0102).add(Bytes.hex("ff")).join())
        .isEqualTo(Bytes.hex("000000000000010200000001ff"));
  }

  @Test
  void theHashIsTheOneNamed() {
    assertThat(BASE.hash("SHA-256").length()).isEqualTo(32);
    assertThat(BASE.hash("SHA-384").length()).isEqualTo(48);
    assertThat(Transcript.digest("SHA-256", Bytes.utf8("abc")).toHex())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThatIllegalStateException()
        .isThrownBy(() -> BASE.hash("SHA-0"))
        .withMessageContaining("SHA-0");
  }

  private static Transcript with(Transcript t, Bytes offerHash, Suite suite) {
    return new Transcript(
        offerHash, suite, t.seNonce(), t.serverPublicKey(), t.encapsulatedKey(), t.leafHash());
  }

  private static Transcript with(Transcript t, Bytes nonce, Bytes key, Bytes leafHash) {
    return new Transcript(t.offerHash(), t.suite(), nonce, key, t.encapsulatedKey(), leafHash);
  }

  private static Transcript withEncapsulatedKey(Transcript t, Bytes key) {
    return new Transcript(
        t.offerHash(), t.suite(), t.seNonce(), t.serverPublicKey(), key, t.leafHash());
  }

  private static Bytes flip(Bytes value) {
    byte[] bytes = value.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.of(bytes);
  }

  private static Bytes filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return Bytes.of(bytes);
  }
}
