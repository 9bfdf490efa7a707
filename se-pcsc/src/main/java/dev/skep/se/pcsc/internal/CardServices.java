package dev.skep.se.pcsc.internal;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardListener;
import dev.skep.se.pcsc.internal.reader.CardReader;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Registers cards as they come and withdraws them as they go. For the monitor's thread. */
final class CardServices implements CardListener {
  private final BundleContext context;
  private final AlgorithmCatalogue catalogue;
  private final Map<String, ServiceRegistration<?>> registrations = new HashMap<>();

  CardServices(BundleContext context, AlgorithmCatalogue catalogue) {
    this.context = context;
    this.catalogue = catalogue;
  }

  @Override
  public void appeared(CardReader reader, CardInfo card) {
    registrations.put(
        card.id(),
        context.registerService(
            new String[] {
              SecurityElement.class.getName(),
              PersonalizableSecurityElement.class.getName(),
              ProvisionedSecurityElement.class.getName()
            },
            new PcscSecurityElement(reader, card, catalogue, () -> {}),
            FrameworkUtil.asDictionary(Map.of(SecurityElement.ID_PROPERTY, card.id()))));
  }

  @Override
  public void disappeared(CardReader reader, CardInfo card) {
    ServiceRegistration<?> registration = registrations.remove(card.id());
    if (registration != null) {
      registration.unregister();
    }
  }
}
