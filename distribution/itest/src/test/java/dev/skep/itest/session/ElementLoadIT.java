package dev.skep.itest.session;

import dev.skep.itest.container.InContainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Software security elements, see {@link ElementExchange}. */
@InContainer
class ElementLoadIT {
  private static final int SESSIONS = 300;

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays(BundleContext context)
      throws Exception {
    try (ElementExchange exchange = new ElementExchange(context, "dev.skep.se.software")) {
      exchange.scene().element("alice", "ES256", "memory");
      exchange.scene().element("bob", "ES256", "wrapped");
      exchange.check(SESSIONS, List.of("soft:alice", "soft:bob", "soft:alice", "soft:bob"));
    }
  }
}
