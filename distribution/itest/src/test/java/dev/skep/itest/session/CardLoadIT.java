package dev.skep.itest.session;

import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.itest.container.InContainer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A card in a reader of a real pcscd, see {@link ElementExchange}. */
@InContainer(card = true)
class CardLoadIT {
  private static final int SESSIONS = 40;

  private Scene scene;
  private ExchangeableBundle driver;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    driver = new ExchangeableBundle(context, "dev.skep.se.pcsc");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    // A card is there as long as its driver is.
    driver.stop();
    scene.close();
    driver.restore();
  }

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    new ElementExchange(scene, driver).check(SESSIONS, List.of(certifiedCard()));
  }

  /** Its id; the element itself is kept by nobody. */
  private String certifiedCard() throws Exception {
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
