package dev.skep.se.pcsc.internal.pcsc;

import dev.skep.se.pcsc.internal.transport.TransportException;
import java.security.NoSuchAlgorithmException;
import javax.smartcardio.TerminalFactory;

/**
 * PC/SC by the Java runtime's own client. It has one context for the whole virtual machine, so that
 * a card that does not answer can hold up other readers, and does not survive a restart of the
 * service.
 */
final class JdkLibrary implements PcscLibrary {
  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public PcscContext open() throws TransportException {
    try {
      return new SmartcardioContext(
          TerminalFactory.getInstance("PC/SC", null).terminals(),
          (channel, command, answer) -> channel.transmit(command, answer),
          () -> {});
    } catch (NoSuchAlgorithmException | RuntimeException e) {
      throw PcscFailures.of("establish a context", e);
    }
  }
}
