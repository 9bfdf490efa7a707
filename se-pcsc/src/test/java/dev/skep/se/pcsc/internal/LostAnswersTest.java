package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer is lost while the card stays in: the driver asks how far the card is, or says so. */
class LostAnswersTest {
  private static final int CREATE = 0x10;
  private static final int PUT = 0x12;
  private static final int LOCK = 0x14;
  private static final int PROCESS = 0x22;
  private static final int MAC_DATA = 0x24;
  private static final int SIGN = 0x40;

  private final CountingCard card = new CountingCard(Rig.card());
  private final DirectLibrary library = new DirectLibrary(card);
  private final CardReader reader = new CardReader(DirectLibrary.READER, library, Rig.settings());
  private final Issuer issuer = Issuer.managed(Rig.CATALOGUE, Rig.SUITE, "ES256");
  private PcscSecurityElement element;

  @BeforeEach
  void open() throws Exception {
    element = Rig.element(reader);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  private void personalize() throws SecurityElementException {
    Bytes key = element.createAttestationKey("ES256");
    element.installCertificateChain(new DeviceCa("Maker").chain(key));
  }

  private long sent(int ins) {
    return card.seen.stream().filter(seen -> seen.ins() == ins).count();
  }

  @Test
  void keyIsMadeOnceMoreAndTheLastOneIsCertified() throws Exception {
    library.loseAnswerTo(CREATE, 0);
    personalize();
    assertThat(sent(CREATE)).isEqualTo(2);
    assertThat(element.info().personalized()).isTrue();
  }

  @Test
  void chainIsPutOnceMore() throws Exception {
    library.loseAnswerTo(PUT, 1);
    personalize();
    assertThat(sent(PUT)).isEqualTo(4);
    assertThat(element.info().personalized()).isTrue();
    issuer.visit(element, Issuer.key("sign", ""));
  }

  @Test
  void lockIsSeenAtTheCardAndNotRepeated() throws Exception {
    library.loseAnswerTo(LOCK, 0);
    personalize();
    assertThat(sent(LOCK)).isEqualTo(1);
    assertThat(element.info().personalized()).isTrue();
  }

  @Test
  void messageGoesOnBehindTheRecordThatTheCardHas() throws Exception {
    personalize();
    Visit visit = issuer.visit(element, Issuer.key("sign", "pin"));
    library.loseAnswerTo(PROCESS, 1);
    visit.commits(visit.puk("puk", "12345678"), visit.pin("pin", "1234", "puk"), visit.commit());
    assertThat(sent(PROCESS)).isEqualTo(3);
    assertThat(element.objects()).hasSize(3);
  }

  @Test
  void commitIsAnsweredWithWhatTheCardKept() throws Exception {
    personalize();
    Visit visit = issuer.visit(element);
    library.loseAnswerTo(PROCESS, 1);
    visit.commits(visit.pin("pin", "1234"), visit.commit());
    assertThat(sent(PROCESS)).isEqualTo(2);
    assertThat(element.objects()).hasSize(1);
  }

  @Test
  void outsideDataIsNotRepeatedAndEndsTheSession() throws Exception {
    personalize();
    Visit visit = issuer.visit(element);
    library.loseAnswerTo(MAC_DATA, 0);
    assertThatThrownBy(() -> element.macData(visit.handle(), "label", Bytes.utf8("data")))
        .isInstanceOf(SecurityElementException.class)
        .hasMessageContaining("begin another one");
    assertThat(sent(MAC_DATA)).isEqualTo(1);
  }

  @Test
  void pinIsNeverTriedTwice() throws Exception {
    personalize();
    Visit visit = issuer.visit(element, Issuer.key("sign", "pin"));
    visit.commits(visit.pin("pin", "1234"), visit.commit());
    library.loseAnswerTo(SIGN, 0);
    try (SecretBytes wrong = Visit.secret("9999")) {
      assertThatThrownBy(
              () -> element.sign(issuer.name("sign"), Optional.of(wrong), Bytes.utf8("text")))
          .isInstanceOf(SecurityElementException.class)
          .hasMessageContaining("a try may have been counted");
    }
    assertThat(sent(SIGN)).isEqualTo(1);
    List<ProvisionedObject> objects = element.objects();
    assertThat(objects)
        .filteredOn(ProvisionedObject.Pin.class::isInstance)
        .extracting(object -> ((ProvisionedObject.Pin) object).triesLeft())
        .containsExactly(2);
  }
}
