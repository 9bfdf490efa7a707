package dev.skep.benchmarks.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.applet.SkepApplet;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.internal.reader.ReaderSettings;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.se.pcsc.simulator.VirtualReader;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.Issuer;
import dev.skep.testkit.se.Visit;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A card in a virtual reader of a real pcscd, personalised for one suite, and its issuer. */
final class CardDesk implements AutoCloseable {
  private static final String AID = "f0534b455001";
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration KEYS = Duration.ofSeconds(60);
  private static final long PAUSE_NANOS = 20_000_000;
  private static final int TRIES = 4;
  private static final int SECRET_BYTES = 32;

  private final Counters counters = new Counters();
  private final VirtualReader slot;
  private final CardReader reader;
  private final WatchedElement element;
  private final Issuer issuer;

  /** Puts a new card in and has it certified. */
  CardDesk(PcscDaemon daemon, AlgorithmCatalogue catalogue, Suite suite) throws Exception {
    slot = new VirtualReader(daemon.port(0), new WatchedCard(counters));
    slot.insert();
    reader =
        new CardReader(
            daemon.readerNames().get(0),
            new WatchedLibrary(PcscLibraries.load(PcscLibraries.Choice.JNA), counters),
            new ReaderSettings(Bytes.hex(AID), ANSWER, KEYS, TRIES));
    CardInfo card = await(reader);
    PcscSecurityElement own = new PcscSecurityElement(reader, card, catalogue, () -> {});
    own.installCertificateChain(
        new DeviceCa("Maker of cards").chain(own.createAttestationKey(suite.attestation())));
    element = new WatchedElement(own, counters);
    issuer = Issuer.managed(catalogue, suite, "ES256");
  }

  /** pcscd sees a card some time after it was put in, and that the one before is gone. */
  private static CardInfo await(CardReader reader) throws Exception {
    long endNanos = System.nanoTime() + ANSWER.toNanos();
    while (true) {
      try {
        return reader.run(session -> session.info());
      } catch (TransportException e) {
        if (System.nanoTime() > endNanos) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** A card whose own time is counted. */
  private record WatchedCard(CardInSlot inner, Counters counters) implements CardInSlot {
    WatchedCard(Counters counters) {
      this(SimulatedCard.of(AID, SkepApplet.class), counters);
    }

    @Override
    public byte[] atr() {
      return inner.atr();
    }

    @Override
    public void reset() {
      inner.reset();
    }

    @Override
    public byte[] transmit(byte[] command) {
      return Counters.timed(counters.card, () -> inner.transmit(command));
    }
  }

  /** One enrolment as the plan employee-badge has it; the next one replaces what it made. */
  Counters.Cost enrol() throws Exception {
    counters.reset();
    Visit visit = issuer.visit(element, Issuer.key("badge-sign", "badge-pin"));
    visit.commits(
        visit.puk("badge-puk", "12345678"),
        visit.pin("badge-pin", "123456", "badge-puk"),
        visit.secret("badge-door", "HS256", "badge-pin", "x".repeat(SECRET_BYTES)),
        visit.certificate("badge-sign", 0),
        visit.commit());
    return counters.cost();
  }

  @Override
  public void close() {
    reader.close();
    slot.close();
  }
}
