package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.Protocol;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How commands and answers get to a card and back, through a real pcscd. */
@Timeout(120)
final class LengthsTest {
  private static final int GET_RESPONSE = 0xc0;
  private Rig rig;

  @AfterEach
  void stop() {
    if (rig != null) {
      rig.close();
    }
  }

  @Test
  @DisplayName("case 8: no extended length (T=0): chaining with class bit 10, up to 254 bytes")
  void enrolsACardWithoutExtendedLength() throws Exception {
    CountingCard card = new CountingCard(Rig.card(Protocol.T0));
    enrols(card);
    assertThat(card.seen).allMatch(seen -> seen.length() <= 5 + 254);
    assertThat(card.seen).anyMatch(seen -> seen.cla() == 0x90);
    assertThat(card.seen)
        .filteredOn(seen -> seen.ins() == GET_RESPONSE)
        .isNotEmpty()
        .allMatch(seen -> seen.cla() == 0);
  }

  @Test
  @DisplayName("establish takes at most 4 commands with extended length, SELECT among them")
  void establishesWithinItsBudget() throws Exception {
    CountingCard card = new CountingCard(Rig.card());
    rig = Rig.start(card, Rig.card());
    rig.personalized(0);
    rig.leave();
    try (CardReader reader = new CardReader(rig.readerName(0), rig.library, Rig.settings())) {
      PcscSecurityElement element = Rig.element(reader);
      for (int commands : List.of(3, 2)) { // the chain is asked for once
        card.seen.clear();
        rig.issuer.visit(element, Issuer.key("sign", ""));
        assertThat(card.seen).hasSizeLessThanOrEqualTo(4).hasSize(commands);
      }
    }
  }

  @Test
  @DisplayName("case 9: 61xx and 6Cxx: the driver's own GET RESPONSE loop")
  void fetchesWhatTheCardHoldsBack() throws Exception {
    ScriptedCard card = new ScriptedCard();
    rig = Rig.start(card, Rig.card());
    assertThat(rig.insert(0).info().id()).isEqualTo("pcsc:0011223344556677");
    rig.leave();
    card.commands.clear();
    try (CardReader reader = new CardReader(rig.readerName(0), rig.library, Rig.settings())) {
      CardInfo info = reader.run(session -> session.refresh());
      assertThat(info.serial()).isEqualTo(Bytes.hex("0011223344556677"));
    }
    assertThat(card.commands)
        .containsExactly(
            "00a4040006", "00a4040006", "8002000000", "00c0000008", "00c0000008", "00c0000004");
  }

  private void enrols(CardInSlot card) throws Exception {
    rig = Rig.start(card, Rig.card());
    PcscSecurityElement element = rig.personalized(0);
    Visit visit = rig.issuer.visit(element, Issuer.key("sign", "pin"));
    visit.macs("label", Bytes.of(new byte[5000]));
    visit.commits(
        visit.puk("puk", "12345678"),
        visit.pin("pin", "1234", "puk"),
        visit.secret("secret", "HS256", "pin", "x".repeat(64)),
        visit.certificate("sign", 0),
        visit.commit());
    assertThat(element.objects())
        .extracting(object -> object.name().id())
        .containsExactly("pin", "puk", "secret", "sign");
    assertThat(element.objects().get(3))
        .isInstanceOfSatisfying(
            ProvisionedObject.Key.class, key -> assertThat(key.certificateChain()).hasSize(2));
    try (SecretBytes pin = Visit.secret("1234");
        SecretBytes next = Visit.secret("56789");
        SecretBytes puk = Visit.secret("12345678")) {
      Bytes message = Bytes.of(new byte[10_000]);
      Optional<SecretBytes> given = Optional.of(pin);
      assertThat(element.sign(rig.issuer.name("sign"), given, message))
          .isInstanceOf(UseResult.Done.class);
      assertThat(element.authenticate(rig.issuer.name("secret"), given, message))
          .isInstanceOf(UseResult.Done.class);
      assertThat(element.changePin(rig.issuer.name("pin"), given, next))
          .isEqualTo(new UseResult.Done(Bytes.EMPTY));
      assertThat(element.sign(rig.issuer.name("sign"), given, message))
          .isEqualTo(new UseResult.Wrong(2));
      assertThat(element.unblock(rig.issuer.name("pin"), puk, pin))
          .isEqualTo(new UseResult.Done(Bytes.EMPTY));
      assertThat(element.unblock(rig.issuer.name("pin"), puk, Visit.secret("12")))
          .isEqualTo(new UseResult.Unfit());
    }
  }
}
