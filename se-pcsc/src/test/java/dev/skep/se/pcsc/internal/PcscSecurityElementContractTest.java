package dev.skep.se.pcsc.internal;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.simulator.SimulatedCard;
import dev.skep.testkit.se.SecurityElementContract;

/** The driver and the applet are one security element as any other. */
class PcscSecurityElementContractTest extends SecurityElementContract {
  private SimulatedCard card;
  private CardReader reader;

  @Override
  protected AlgorithmCatalogue algorithms() {
    return Rig.CATALOGUE;
  }

  @Override
  protected PersonalizableSecurityElement newElement() throws Exception {
    card = Rig.card();
    return open();
  }

  @Override
  protected SecurityElement restart(SecurityElement element) throws Exception {
    putAway(element);
    card.reset();
    return open();
  }

  @Override
  protected void putAway(SecurityElement element) {
    reader.close();
  }

  private PcscSecurityElement open() throws Exception {
    reader = new CardReader(DirectLibrary.READER, new DirectLibrary(card), Rig.settings());
    return Rig.element(reader);
  }
}
