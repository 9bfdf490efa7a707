package dev.skep.itest.container;

import dev.skep.se.pcsc.applet.SkepApplet;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.se.pcsc.simulator.VirtualReader;
import java.io.IOException;

/** A reader of a pcscd of this JVM, outside the container that sees it. */
final class Reader implements AutoCloseable {
  private static final String AID = "f0534b455001";

  private final PcscDaemon daemon;
  private final VirtualReader slot;

  private Reader(PcscDaemon daemon) {
    this.daemon = daemon;
    this.slot = new VirtualReader(daemon.port(0), SimulatedCard.of(AID, SkepApplet.class));
  }

  /** Starts pcscd and puts a new card in. */
  static Reader withBlankCard() throws IOException {
    Reader reader = new Reader(PcscDaemon.start());
    try {
      reader.slot.insert();
      return reader;
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Takes the card out and ends pcscd. */
  @Override
  public void close() {
    slot.close();
    daemon.close();
  }
}
