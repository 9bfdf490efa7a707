package dev.skep.itest.session;

import dev.skep.itest.container.InContainer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Software security elements, see {@link ElementExchange}. */
@InContainer
class ElementLoadIT {
  private static final int SESSIONS = 300;

  private Scene scene;
  private ExchangeableBundle driver;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    driver = new ExchangeableBundle(context, "dev.skep.se.software");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    driver.restore();
    scene.close();
  }

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays() throws Exception {
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    scene.element("alice", "ES256", "memory");
    scene.element("bob", "ES256", "wrapped");
    new ElementExchange(scene, driver)
        .check(SESSIONS, List.of("soft:alice", "soft:bob", "soft:alice", "soft:bob"));
  }
}
