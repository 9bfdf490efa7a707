package dev.skep.itest.session;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A card in a reader of a real pcscd, see {@link ElementExchange}. */
@InContainer(card = true)
class CardLoadIT {
  private static final int SESSIONS = 40;

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays(BundleContext context)
      throws Exception {
    try (ElementExchange exchange = new ElementExchange(context, "dev.skep.se.pcsc")) {
      exchange.check(SESSIONS, List.of(certifiedCard(exchange.scene())));
    }
  }

  /** Its id; the element itself is kept by nobody. */
  private static String certifiedCard(Scene scene) throws Exception {
    PersonalizableSecurityElement card =
        scene
            .services()
            .await(
                PersonalizableSecurityElement.class,
                "(" + SecurityElement.ID_PROPERTY + "=pcsc:*)");
    scene.certify(card, "ES256");
    return card.info().id();
  }
}
