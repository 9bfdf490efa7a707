package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.testkit.se.Issuer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import javacard.security.ECPublicKey;
import javacard.security.KeyPair;
import javacard.security.RandomData;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A card that finds a fault in itself stops for good (spec rules E-3 and E-5). */
class FaultTest {
  private static final int STOPPED = 0x6581;
  private static final Bytes EC_KEY = ServerKeys.ec("secp256r1");
  private static final Bytes RSA_KEY = ServerKeys.rsa(ServerKeys.MODULUS, ServerKeys.F4);

  private final Card card = Card.personalized(Card.ES256);

  /** A source that gives what it is told by the number of the draw. */
  private static final class Source extends RandomData {
    private final IntUnaryOperator values;
    private int draw;

    Source(IntUnaryOperator values) {
      this.values = values;
    }

    @Override
    public void generateData(byte[] buffer, short offset, short length) {
      Arrays.fill(buffer, offset, offset + length, (byte) values.applyAsInt(draw++));
    }

    @Override
    public void setSeed(byte[] buffer, short offset, short length) {}

    @Override
    public short nextBytes(byte[] buffer, short offset, short length) {
      generateData(buffer, offset, length);
      return (short) (offset + length);
    }

    @Override
    public byte getAlgorithm() {
      return ALG_SECURE_RANDOM;
    }
  }

  private void source(IntUnaryOperator values) {
    Inside.set(Inside.of(card).one("HealthTestedRandom"), "source", new Source(values));
  }

  private Card.Answer establish(int transport) {
    Bytes key = transport == 1 ? RSA_KEY : EC_KEY;
    return card.command(0x20, transport, 1, Bytes.of(new byte[48]), Card.lp2(key), Card.number(0));
  }

  private void assertStopped() {
    for (int round = 0; round < 2; round++) {
      for (int ins = 0; ins <= 0xff; ins++) {
        card.command(ins, 0, 0, Bytes.of(new byte[60])).is(STOPPED);
      }
      establish(2).is(STOPPED);
      assertThat(card.select().is(Card.OK).data().slice(0, 2)).isEqualTo(Bytes.hex("0103"));
      card.reset();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @DisplayName("attack 39: a random source that stands still")
  void aStuckSourceStopsTheCardForGood(int transport) throws Exception {
    Issuers.enrol(Issuers.managed(), card);
    source(draw -> 7);
    Card.Answer answer = establish(transport).is(STOPPED);
    assertThat(answer.data()).isEqualTo(Bytes.EMPTY);
    assertStopped();
  }

  @Test
  @DisplayName("attack 39: a source that stands still while K is made")
  void aSourceThatRepeatsKStopsTheCard() {
    source(draw -> Math.min(draw, 3));
    establish(1).is(STOPPED);
    assertStopped();
  }

  @Test
  @DisplayName("attack 39: a source that begins anew after a reset")
  void aRepeatedNonceStopsTheCard() {
    source(draw -> draw);
    establish(2).is(Card.OK);
    card.reset();
    source(draw -> draw + 100);
    establish(2).is(Card.OK);
    card.reset();
    source(draw -> draw + 100);
    establish(2).is(STOPPED);
    assertStopped();
  }

  @Test
  @DisplayName("attack 68: a signature that does not verify leaves no card")
  void anAttestationThatDoesNotVerifyStopsTheCard() throws Exception {
    Object identity = Inside.of(card).one("AttestationKey");
    KeyPair pair = (KeyPair) Inside.get(Inside.get(identity, "key"), "ec");
    byte[] other = EC_KEY.toArray();
    ((ECPublicKey) pair.getPublic()).setW(other, (short) 26, (short) 65);
    Card.Answer answer = establish(2).is(STOPPED);
    assertThat(answer.data()).isEqualTo(Bytes.EMPTY);
    byte[] out = (byte[]) Inside.get(Inside.of(card).one("Exchange"), "out");
    assertThat(Arrays.copyOfRange(out, 16 + 32 + 2 + 65 + 2, 16 + 32 + 2 + 65 + 2 + 64))
        .as("the signature is erased")
        .containsOnly(0);
    assertStopped();
  }

  @Test
  @DisplayName("attack 68: a signature of a key's statement that does not verify")
  void aKeyAttestationThatDoesNotVerifyLeavesNoKey() throws Exception {
    Object identity = Inside.of(card).one("AttestationKey");
    KeyPair pair = (KeyPair) Inside.get(Inside.get(identity, "key"), "ec");
    ((ECPublicKey) pair.getPublic()).setW(EC_KEY.toArray(), (short) 26, (short) 65);
    Issuer issuer = Issuers.managed();
    Bytes request = issuer.request(Issuer.key("a", "")).encode();
    card.command(0x20, 2, 1, Bytes.of(new byte[48]), Card.lp2(EC_KEY), Card.lp2(request))
        .is(STOPPED);
    assertThat(Inside.of(card).places(Slot.FREE)).isEqualTo(20 + 6 + 6);
  }
}
