package dev.skep.distribution.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ListenAddressTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void acceptsAFreePort() {
    assertThatCode(new ListenAddress(HOST, 0)::requireFree).doesNotThrowAnyException();
  }

  @Test
  void refusesAPortThatIsTakenAndSaysWhatToDo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      ListenAddress address = new ListenAddress(HOST, taken.getLocalPort());

      assertThatExceptionOfType(LaunchException.class)
          .isThrownBy(address::requireFree)
          .withMessageContainingAll(HOST, Integer.toString(taken.getLocalPort()), "SKEP_PORT");
    }
  }

  @Test
  void refusesAHostThatIsNotKnown() {
    assertThatExceptionOfType(LaunchException.class)
        .isThrownBy(new ListenAddress("no-such-host.invalid", 0)::requireFree)
        .withMessageContainingAll("no-such-host.invalid", "SKEP_HOST");
  }
}
