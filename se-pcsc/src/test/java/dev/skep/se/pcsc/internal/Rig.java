package dev.skep.se.pcsc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.applet.SkepApplet;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries.Choice;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.reader.CardListener;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.internal.reader.MonitorSettings;
import dev.skep.se.pcsc.internal.reader.ReaderMonitor;
import dev.skep.se.pcsc.internal.reader.ReaderSettings;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import dev.skep.se.pcsc.simulator.Protocol;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.se.pcsc.simulator.VirtualReader;
import dev.skep.testkit.se.DeviceCa;
import dev.skep.testkit.se.Issuer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The driver over a real pcscd with two virtual readers and simulated cards. */
final class Rig implements CardListener, AutoCloseable {
  static final String AID = "F0534B455001";
  static final Suite SUITE =
      new Suite("DHKEM-P256-HKDF-SHA256", "ES256", "HKDF-SHA256", "A128CBC-HS256");
  static final AlgorithmCatalogue CATALOGUE = AlgorithmCatalogue.fromServiceLoader();
  static final Duration ANSWER = Duration.ofSeconds(2);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final PcscDaemon daemon;
  final PcscLibrary library;
  final Issuer issuer = Issuer.managed(CATALOGUE, SUITE, "ES256");
  private final Map<String, PcscSecurityElement> elements = new ConcurrentHashMap<>();
  private final List<VirtualReader> readers;
  private ReaderMonitor monitor;

  /** Begins with two empty readers, or aborts the test where there is no pcscd. */
  static Rig start(CardInSlot first, CardInSlot second) throws IOException {
    PcscDaemon.reasonToSkip().ifPresent(line -> Assumptions.abort(line));
    return new Rig(PcscDaemon.start(), first, second);
  }

  private Rig(PcscDaemon daemon, CardInSlot first, CardInSlot second) {
    this.daemon = daemon;
    this.library = PcscLibraries.load(Choice.JNA);
    this.readers =
        List.of(
            new VirtualReader(daemon.port(0), first), new VirtualReader(daemon.port(1), second));
    watch();
  }

  static SimulatedCard card() {
    return card(Protocol.T1);
  }

  static SimulatedCard card(Protocol protocol) {
    return SimulatedCard.builder()
        .protocol(protocol)
        .applet(AID, SkepApplet.class)
        .applet(OtherApplet.AID, OtherApplet.class)
        .build();
  }

  /** The card that is in a reader now, as an element. */
  static PcscSecurityElement element(CardReader reader) throws Exception {
    return element(reader, reader.run(session -> session.info()));
  }

  /** A card of that reader, as an element. */
  static PcscSecurityElement element(CardReader reader, CardInfo card) {
    return new PcscSecurityElement(reader, card, CATALOGUE, () -> {});
  }

  static ReaderSettings settings() {
    return new ReaderSettings(Bytes.hex(AID), ANSWER, Duration.ofSeconds(60), 4);
  }

  /** Has the driver look at the readers. */
  void watch() {
    monitor =
        ReaderMonitor.start(
            library,
            new MonitorSettings(Pattern.compile(".*"), Duration.ofMillis(100), settings()),
            this);
  }

  /** Has it let them go. */
  void leave() {
    monitor.close();
    assertThat(elements).isEmpty();
  }

  VirtualReader reader(int number) {
    return readers.get(number);
  }

  String readerName(int number) {
    return daemon.readerNames().get(number);
  }

  Slot slot(int number) {
    return monitor.slots().stream()
        .filter(slot -> slot.name().equals(readerName(number)))
        .findFirst()
        .orElseThrow();
  }

  List<Slot> slots() {
    return monitor.slots();
  }

  /** Puts a card in and waits until it is a service. */
  PcscSecurityElement insert(int number) throws IOException {
    readers.get(number).insert();
    return element(number);
  }

  /** The card in a reader, once it is a service. */
  PcscSecurityElement element(int number) {
    until(() -> elements.containsKey(readerName(number)));
    return elements.get(readerName(number));
  }

  void eject(int number) {
    readers.get(number).eject();
    untilGone(number);
  }

  void untilGone(int number) {
    until(() -> !elements.containsKey(readerName(number)));
  }

  /** Puts a card in and personalises it if it is blank. */
  PcscSecurityElement personalized(int number) throws IOException, SecurityElementException {
    PcscSecurityElement element = insert(number);
    if (!element.info().personalized()) {
      element.installCertificateChain(
          new DeviceCa("Device CA").chain(element.createAttestationKey("ES256")));
    }
    return element;
  }

  Rival rival(int number) throws IOException {
    return new Rival(daemon.socket(), readerName(number));
  }

  @Override
  public void appeared(CardReader reader, CardInfo card) {
    elements.put(reader.name(), element(reader, card));
  }

  @Override
  public void disappeared(CardReader reader, CardInfo card) {
    elements.remove(reader.name());
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("it does not come true");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() {
    monitor.close();
    readers.forEach(VirtualReader::close);
    daemon.close();
  }
}
