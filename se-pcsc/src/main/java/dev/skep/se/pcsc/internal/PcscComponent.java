package dev.skep.se.pcsc.internal;

import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepAttestation;
import dev.skep.api.capability.RequireSkepCipher;
import dev.skep.api.capability.RequireSkepDerivation;
import dev.skep.api.capability.RequireSkepTransport;
import dev.skep.api.se.SecurityElementSlots;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.internal.pcsc.PcscLibraries;
import dev.skep.se.pcsc.internal.pcsc.PcscLibrary;
import dev.skep.se.pcsc.internal.reader.ReaderMonitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The readers of this machine: each card with the applet is a service as long as it is there. A
 * wrong setting is one line of the log and no reader; a corrected one is tried at once.
 */
@Component(
    service = SecurityElementSlots.class,
    immediate = true,
    configurationPid = PcscComponent.PID)
@Designate(ocd = PcscConfiguration.class)
@ProvideSkep(Contracts.ELEMENT)
@RequireSkepTransport
@RequireSkepAttestation
@RequireSkepDerivation
@RequireSkepCipher
public final class PcscComponent implements SecurityElementSlots {
  /** The PID. */
  static final String PID = "dev.skep.se.pcsc";

  private static final Logger LOG = LoggerFactory.getLogger(PcscComponent.class);

  private final @Nullable ReaderMonitor monitor;
  private final @Nullable PcscLibrary library;

  /** Begins to look at the readers. */
  @Activate
  public PcscComponent(
      BundleContext context,
      @Reference AlgorithmCatalogue catalogue,
      Map<String, Object> configuration) {
    ReaderMonitor started = null;
    PcscLibrary loaded = null;
    try {
      PcscSettings settings = PcscSettings.of(own(configuration));
      if (settings.enabled()) {
        loaded = PcscLibraries.load(settings.provider());
        started =
            ReaderMonitor.start(loaded, settings.monitor(), new CardServices(context, catalogue));
      }
    } catch (SettingsException | IllegalStateException e) {
      LOG.error("no card reader is used: {}", e.getMessage());
    }
    monitor = started;
    library = loaded;
  }

  /** Withdraws the cards and lets them go. */
  @Deactivate
  void deactivate() {
    ReaderMonitor started = monitor;
    if (started != null) {
      started.close();
    }
    PcscLibrary loaded = library;
    if (loaded != null) {
      loaded.close();
    }
  }

  @Override
  public List<Slot> slots() {
    ReaderMonitor started = monitor;
    return started == null ? List.of() : started.slots();
  }

  /** Only its own settings: the container adds others. */
  private static Map<String, String> own(Map<String, Object> configuration) {
    Map<String, String> own = new HashMap<>();
    configuration.forEach(
        (key, value) -> {
          if (PcscSettings.NAMES.contains(key)) {
            own.put(key, value.toString());
          }
        });
    return own;
  }
}
