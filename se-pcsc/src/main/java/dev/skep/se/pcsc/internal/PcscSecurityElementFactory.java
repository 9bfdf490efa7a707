package dev.skep.se.pcsc.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementFactory;
import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.reader.ReaderMonitor;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Opens cards on the module path, with the algorithms that are found there. */
public final class PcscSecurityElementFactory implements SecurityElementFactory {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For ServiceLoader. */
  public PcscSecurityElementFactory() {}

  @Override
  public String scheme() {
    return CardInfo.SCHEME;
  }

  /**
   * {@inheritDoc}
   *
   * <p>Waits up to 5 seconds for the card that the setting {@code card} names by its id, or for the
   * first one. What it returns is an {@link AutoCloseable} too: closing it lets the card go.
   */
  @Override
  public PersonalizableSecurityElement open(Map<String, String> settings) throws SettingsException {
    PcscSettings chosen = PcscSettings.of(settings);
    ArrivingCard arriving = new ArrivingCard(chosen.card());
    ReaderMonitor monitor = ReaderMonitor.start(load(chosen), chosen.monitor(), arriving);
    try {
      ArrivingCard.Arrival arrival = arriving.await(PATIENCE);
      if (arrival != null) {
        return new PcscSecurityElement(
            arrival.reader(),
            arrival.card(),
            AlgorithmCatalogue.fromServiceLoader(),
            monitor::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String seen =
        monitor.slots().stream()
            .map(PcscSecurityElementFactory::text)
            .collect(Collectors.joining("; "));
    monitor.close();
    throw new SettingsException(
        PcscSettings.CARD,
        "there is no such card; insert it ("
            + (seen.isEmpty() ? "no reader is there" : seen)
            + ")");
  }

  private static PcscLibrary load(PcscSettings settings) throws SettingsException {
    try {
      return PcscLibraries.load(settings.provider());
    } catch (IllegalStateException e) {
      throw new SettingsException(PcscSettings.PROVIDER, String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(Slot slot) {
    String what = slot.securityElementId().orElse(slot.text());
    return slot.name() + ": " + (what.isEmpty() ? "empty" : what);
  }
}
