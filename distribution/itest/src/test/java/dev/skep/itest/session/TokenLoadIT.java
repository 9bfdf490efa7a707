package dev.skep.itest.session;

import dev.skep.itest.container.InContainer;
import dev.skep.itest.karaf.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** Keys in a token of SoftHSM2, see {@link ElementExchange}. */
@InContainer(with = "skep-se-pkcs11")
class TokenLoadIT {
  private static final int SESSIONS = 60;

  private Scene scene;
  private ExchangeableBundle driver;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context);
    driver = new ExchangeableBundle(context, "dev.skep.se.pkcs11");
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    driver.restore();
    scene.close();
  }

  @Test
  void noSessionFailsThatIsBegunAgainAndNothingOfOldVersionsStays() throws Exception {
    Token token = Token.ofThisJvm();
    scene.policy(List.of("DHKEM-P256-HKDF-SHA256"), List.of("ES256"));
    List<String> names = List.of("hsm-1", "hsm-2");
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
      scene.certify(scene.blank("dev.skep.se.pkcs11", "pkcs11:", settings), "ES256");
    }
    new ElementExchange(scene, driver)
        .check(SESSIONS, names.stream().map(name -> "pkcs11:" + name).toList());
  }
}
