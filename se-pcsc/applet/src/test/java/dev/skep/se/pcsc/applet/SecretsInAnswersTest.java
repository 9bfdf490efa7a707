package dev.skep.se.pcsc.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.ArrayList;
import java.util.List;
import javacard.security.ECPrivateKey;
import javacard.security.KeyPair;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That nothing secret leaves the card, whatever it is asked. */
class SecretsInAnswersTest {
  private final SimulatedCard simulated = SimulatedCard.of(Card.AID, SkepApplet.class);
  private final StringBuilder said = new StringBuilder();

  /** Writes down all answers. */
  private final class Witness implements CardInSlot {
    @Override
    public byte[] atr() {
      return simulated.atr();
    }

    @Override
    public void reset() {
      simulated.reset();
    }

    @Override
    public byte[] transmit(byte[] command) {
      byte[] answer = simulated.transmit(command);
      said.append(Bytes.of(answer).toHex()).append('\n');
      return answer;
    }
  }

  @Test
  @DisplayName("attack 75: keys, PINs, and secrets in answers")
  void noAnswerHasAKeyOrAPin() throws Exception {
    Card card = new Card(new Witness());
    card.personalize(Card.ES256);
    Issuer issuer = Issuers.managed();
    Issuers.enrol(issuer, card);
    Visit visit = Issuers.visit(issuer, card);
    for (int ins = 0; ins <= 0xff; ins++) {
      if (ins != 0x20 && ins != 0x26) {
        for (int p1 = 0; p1 < 32; p1++) {
          card.command(ins, p1, 0);
          card.command(ins, p1, 0, visit.handle().value());
          card.command(ins, p1, 0, Issuers.name(issuer, "sign"), Issuers.text(Issuers.PIN));
        }
      }
    }
    List<String> secrets = new ArrayList<>(privateKeys());
    assertThat(secrets).as("the attestation key and the provisioned one").hasSize(2);
    for (String secret : List.of(Issuers.PIN, Issuers.PUK, Issuers.SECRET)) {
      secrets.add(Bytes.utf8(secret).toHex());
    }
    try (SecretBytes key = visit.server().externalKey(visit.established())) {
      secrets.add(Bytes.of(key.copy()).toHex());
    }
    assertThat(said).hasSizeGreaterThan(10_000).doesNotContain(secrets.toArray(String[]::new));
  }

  private List<String> privateKeys() {
    List<String> keys = new ArrayList<>();
    Inside.of(new Card(simulated))
        .all("SigningKey")
        .map(key -> ((KeyPair) Inside.get(key, "ec")).getPrivate())
        .filter(key -> key.isInitialized())
        .forEach(
            key -> {
              byte[] value = new byte[32];
              short length = ((ECPrivateKey) key).getS(value, (short) 0);
              keys.add(Bytes.of(value).slice(0, length).toHex());
            });
    return keys;
  }
}
