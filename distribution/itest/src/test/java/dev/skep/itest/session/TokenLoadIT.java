package dev.skep.itest.session;

import dev.skep.itest.container.InContainer;
import dev.skep.itest.karaf.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Keys in a token of SoftHSM2, see {@link ElementExchange}. */
@InContainer(with = "skep-se-pkcs11")
class TokenLoadIT {
  private static final int SESSIONS = 60;
  private static final String DRIVER = "dev.skep.se.pkcs11";

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays(BundleContext context)
      throws Exception {
    Token token = Token.ofThisJvm();
    List<String> names = List.of("hsm-1", "hsm-2");
    try (ElementExchange exchange = new ElementExchange(context, DRIVER)) {
      Scene scene = exchange.scene();
      for (String name : names) {
        Map<String, String> settings =
            Map.of(
                "name",
                name,
                "library",
                token.library().toString(),
                "pin.file",
                token.pinFile().toString(),
                "storage.file",
                scene.data().resolve(name + ".sealed").toString());
        scene.certify(scene.blank(DRIVER, "pkcs11:", settings), "ES256");
      }
      exchange.check(SESSIONS, names.stream().map("pkcs11:"::concat).toList());
    }
  }
}
