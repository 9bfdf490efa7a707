package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.smartcardio.CardNotPresentException;
import org.jspecify.annotations.Nullable;

/**
 * What an exception of a PC/SC library means. Both libraries put the name of the PC/SC error into a
 * message of theirs, somewhere along the causes, and throw unchecked ones where a card is lost in
 * the middle of a command.
 */
final class PcscFailures {
  private static final Pattern NAME = Pattern.compile("SCARD_[EFW]_[A-Z_]+");

  private static final Map<String, Failure> MEANINGS =
      Map.ofEntries(
          Map.entry("SCARD_W_REMOVED_CARD", Failure.REMOVED),
          Map.entry("SCARD_E_NO_SMARTCARD", Failure.REMOVED),
          Map.entry("SCARD_W_RESET_CARD", Failure.RESET),
          Map.entry("SCARD_E_SHARING_VIOLATION", Failure.BUSY),
          Map.entry("SCARD_E_UNKNOWN_READER", Failure.READER_GONE),
          Map.entry("SCARD_E_READER_UNAVAILABLE", Failure.READER_GONE),
          Map.entry("SCARD_E_NO_READERS_AVAILABLE", Failure.READER_GONE),
          Map.entry("SCARD_E_NO_SERVICE", Failure.DAEMON_GONE),
          Map.entry("SCARD_E_SERVICE_STOPPED", Failure.DAEMON_GONE),
          Map.entry("SCARD_E_INVALID_HANDLE", Failure.DAEMON_GONE),
          Map.entry("SCARD_F_COMM_ERROR", Failure.DAEMON_GONE),
          Map.entry("SCARD_W_UNRESPONSIVE_CARD", Failure.SILENT),
          Map.entry("SCARD_W_UNPOWERED_CARD", Failure.SILENT));

  private PcscFailures() {}

  /**
   * Turns an exception into one of ours.
   *
   * @param what was tried, for the log
   */
  static TransportException of(String what, Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      Failure failure = meaning(cause);
      if (failure != null) {
        return new TransportException(failure, what + ": " + cause.getMessage(), e);
      }
    }
    return new TransportException(Failure.FAULT, what + ": " + e, e);
  }

  private static @Nullable Failure meaning(Throwable cause) {
    if (cause instanceof CardNotPresentException) {
      return Failure.REMOVED;
    }
    Matcher names = NAME.matcher(String.valueOf(cause.getMessage()));
    while (names.find()) {
      Failure failure = MEANINGS.get(names.group());
      if (failure != null) {
        return failure;
      }
    }
    return cause instanceof IllegalStateException ? Failure.REMOVED : null;
  }
}
