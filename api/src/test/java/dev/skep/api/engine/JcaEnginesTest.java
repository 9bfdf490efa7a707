package dev.skep.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.Test;

class JcaEnginesTest {
  /** An engine with one service, which is never called. */
  private static final class OneService extends Provider {
    private static final long serialVersionUID = 1L;

    OneService(String name, String type, String algorithm) {
      super(name, "1", "for a test");
      putService(new Service(this, type, algorithm, "none", null, null));
    }
  }

  private final JcaEngines engines = new JcaEngines();

  @Test
  void takesTheFirstPreferredEngineThatHasTheService() throws Exception {
    Provider fast = new OneService("Fast", "Signature", "SHA256withECDSA");
    engines.add(fast);
    List<String> preference = List.of("Missing", "Fast", JcaEngines.JDK);
    assertThat(engines.select(preference, "Signature", "SHA256withECDSA")).isSameAs(fast);
    assertThat(engines.select(preference, "KeyAgreement", "ECDH").getName()).isEqualTo("SunEC");
  }

  @Test
  void fallsBackWhenAnEngineLeaves() throws Exception {
    Provider fast = new OneService("Fast", "Signature", "SHA256withECDSA");
    engines.add(fast);
    engines.remove(fast);
    assertThat(
            engines
                .select(List.of("Fast", JcaEngines.JDK), "Signature", "SHA256withECDSA")
                .getName())
        .isEqualTo("SunEC");
  }

  @Test
  void takesTheNewestOfOneName() throws Exception {
    Provider newer = new OneService("Fast", "Mac", "HmacSHA256");
    engines.add(new OneService("Fast", "Mac", "HmacSHA256"));
    engines.add(newer);
    assertThat(engines.select(List.of("Fast"), "Mac", "HmacSHA256")).isSameAs(newer);
  }

  @Test
  void saysWhatWasLookedForWhenNobodyHasIt() {
    assertThatThrownBy(() -> engines.select(List.of("BC"), "Mac", "AESCMAC"))
        .isInstanceOf(NoSuchAlgorithmException.class)
        .hasMessageContaining("[BC]")
        .hasMessageContaining("Mac.AESCMAC");
  }

  @Test
  void leavesTheGlobalListAlone() throws Exception {
    Provider[] before = Security.getProviders();
    engines.add(new OneService("Fast", "Mac", "HmacSHA256"));
    engines.select(List.of("Fast"), "Mac", "HmacSHA256");
    assertThat(Security.getProviders()).containsExactly(before);
  }
}
