package dev.skep.se.kernel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.testkit.se.ServerSide;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RandomHealthTest {
  @Test
  @DisplayName("attack 39: a random generator that is stuck stops the SE for good")
  void stopsWhenTheRandomGeneratorIsStuck() throws Exception {
    Device device = new Device();
    StuckRandom random = new StuckRandom();
    device.random = random;
    try (KernelSecurityElement element = device.openPersonalized()) {
      Device.Session session = device.session(element);
      random.stuckAt = 7;
      stopped(() -> element.establish(device.server().request()), "twice in a row");
      random.stuckAt = -1;
      stopped(() -> element.establish(device.server().request()), "twice in a row");
      stopped(
          () ->
              element.process(
                  session.established().handle(), List.of(ServerSide.commit(session.server()))),
          "twice in a row");
    }
  }

  @Test
  @DisplayName("attack 39: a random generator that gives zeros stops the SE")
  void stopsWhenTheRandomGeneratorGivesZeros() throws Exception {
    Device device = new Device();
    StuckRandom random = new StuckRandom();
    device.random = random;
    try (KernelSecurityElement element = device.openPersonalized()) {
      random.stuckAt = 0;
      stopped(() -> element.establish(device.server().request()), "zeros only");
    }
  }

  @Test
  @DisplayName("attack 39: a nonce that comes again stops the SE")
  void stopsWhenTheRandomGeneratorRunsInACircle() throws Exception {
    Device device = new Device();
    StuckRandom random = new StuckRandom();
    device.random = random;
    try (KernelSecurityElement element = device.openPersonalized()) {
      random.restart(1);
      device.session(element);
      random.restart(1);
      stopped(() -> element.establish(device.server().request()), "the same nonce twice");
    }
  }

  @Test
  @DisplayName("attack 39: K that comes again stops the SE")
  void noticesTheSameKTwice() {
    HealthTestedRandom tested = new HealthTestedRandom(new SecureRandom());
    tested.mustBeNew("K", SecretBytes.copyOf(new byte[] {1}));
    tested.mustBeNew("K", SecretBytes.copyOf(new byte[] {2}));
    assertThatThrownBy(() -> tested.mustBeNew("K", SecretBytes.copyOf(new byte[] {1})))
        .hasMessageContaining("the same K twice");
    assertThatThrownBy(() -> tested.nextBytes(new byte[32])).hasMessageContaining("same K");
  }

  @Test
  @DisplayName("attack 39: a transport that makes the same K again stops the SE")
  void stopsWhenTheTransportMakesTheSameKAgain() throws Exception {
    Device device = new Device();
    try (KernelSecurityElement element = device.openPersonalized()) {
      KeyTransport good =
          device
              .catalogue
              .lease(KeyTransport.class, "RSA-OAEP-256", Duration.ZERO)
              .orElseThrow()
              .get();
      device.catalogue.add(KeyTransport.class, sameKEachTime(good), 100);
      device.session(element);
      stopped(() -> element.establish(device.server().request()), "the same K twice");
    }
  }

  private static KeyTransport sameKEachTime(KeyTransport good) {
    return (KeyTransport)
        Proxy.newProxyInstance(
            KeyTransport.class.getClassLoader(),
            new Class<?>[] {KeyTransport.class},
            (self, method, arguments) -> {
              if (method.getName().equals("encapsulate")) {
                StuckRandom fixed = new StuckRandom();
                fixed.restart(3);
                arguments[1] = fixed;
              }
              return method.invoke(good, arguments);
            });
  }

  private static void stopped(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String because) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SecurityElementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REMOVED))
        .hasMessageContaining("soft:test has stopped: the random generator")
        .hasMessageContaining(because);
  }

  /** A random generator that a test can break. */
  private static final class StuckRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private transient java.util.Random fixed = new java.util.Random(42);
    private int stuckAt = -1;

    void restart(long seed) {
      fixed = new java.util.Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (stuckAt >= 0) {
        java.util.Arrays.fill(bytes, (byte) stuckAt);
      } else {
        fixed.nextBytes(bytes);
      }
    }
  }
}
