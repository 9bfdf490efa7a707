package dev.skep.se.pcsc.internal.pcsc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcscFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "SCardTransmit got response 0x80100069 (SCARD_W_REMOVED_CARD: removed), REMOVED",
    "SCARD_W_RESET_CARD, RESET",
    "SCARD_E_SHARING_VIOLATION, BUSY",
    "SCARD_E_NO_SERVICE, DAEMON_GONE",
    "SCARD_E_INVALID_HANDLE, DAEMON_GONE",
    "SCARD_E_UNKNOWN_READER, READER_GONE",
    "SCARD_W_UNRESPONSIVE_CARD, SILENT",
    "SCARD_E_NOT_TRANSACTED, FAULT",
    "anything else, FAULT",
  })
  void findsTheErrorAlongTheCauses(String message, Failure failure) {
    Exception deep = new CardException("connect() failed", new CardException(message));
    assertThat(PcscFailures.of("test", deep).failure()).isEqualTo(failure);
  }

  @Test
  void takesTheUncheckedOnesOfALostCardForWhatTheyAre() {
    assertThat(PcscFailures.of("test", new IllegalStateException("Card has been removed")))
        .matches(e -> e.failure() == Failure.REMOVED);
    assertThat(PcscFailures.of("test", new CardNotPresentException("no card")))
        .matches(e -> e.failure() == Failure.REMOVED);
    assertThat(PcscFailures.of("test", new UnsupportedOperationException("odd")))
        .matches(e -> e.failure() == Failure.FAULT)
        .hasMessageContaining("test: ");
  }
}
