package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.Bytes;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.apdu.MalformedAnswerException;
import dev.skep.se.pcsc.internal.apdu.StatusWords;
import dev.skep.se.pcsc.internal.transport.Transport;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A card with the applet selected, in a transaction. For the reader's thread. */
public final class CardSession {
  private static final Logger LOG = LoggerFactory.getLogger(CardSession.class);

  private final String reader;
  private final Transport transport;
  private final CardTask<?> task;
  private final ReaderSettings settings;
  private CardInfo info;

  private CardSession(String reader, Transport transport, CardTask<?> task, ReaderSettings settings)
      throws TransportException {
    this.reader = reader;
    this.transport = transport;
    this.task = task;
    this.settings = settings;
    this.info = select();
  }

  /**
   * Selects the applet.
   *
   * @throws TransportException with {@code NO_APPLET} if the card has none that is known
   */
  static CardSession select(
      String reader, Transport transport, CardTask<?> task, ReaderSettings settings)
      throws TransportException {
    return new CardSession(reader, transport, task, settings);
  }

  /** What the card last said of itself. */
  public CardInfo info() {
    return info;
  }

  /** Sends a command whose P2 is 0. */
  public Answer call(Instruction instruction, int p1, CommandData data) throws TransportException {
    return call(instruction, p1, 0, data);
  }

  /**
   * Sends a command, unless nobody waits for the operation any more.
   *
   * @param data read, not kept
   */
  public Answer call(Instruction instruction, int p1, int p2, CommandData data)
      throws TransportException {
    task.expect(instruction.makesKeys() ? settings.keys() : settings.answer());
    task.markSent();
    byte[] command = data.toCommand(instruction, p1, p2);
    try {
      return transmit(command);
    } finally {
      Arrays.fill(command, (byte) 0);
    }
  }

  /** Asks the card again what it is. */
  public CardInfo refresh() throws TransportException {
    try (CommandData none = new CommandData()) {
      info = read(call(Instruction.GET_INFO, 0, none));
      return info;
    }
  }

  private CardInfo select() throws TransportException {
    Bytes aid = settings.applet();
    byte[] command = new byte[6 + aid.length()];
    command[1] = (byte) 0xa4;
    command[2] = 0x04;
    command[4] = (byte) aid.length();
    System.arraycopy(aid.toArray(), 0, command, 5, aid.length());
    task.expect(settings.answer());
    return read(transmit(command));
  }

  private CardInfo read(Answer answer) throws TransportException {
    if (!answer.isDone()) {
      throw new TransportException(
          Failure.NO_APPLET, "the applet is not there: " + StatusWords.text(answer.status()));
    }
    try {
      return CardInfo.read(answer);
    } catch (MalformedAnswerException e) {
      throw new TransportException(
          Failure.NO_APPLET, "the applet is not one that is known: " + e.getMessage(), e);
    }
  }

  /** No data are logged, also not at the finest level: they can hold a PIN. */
  private Answer transmit(byte[] command) throws TransportException {
    Answer answer = Answer.of(transport.transmit(command));
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{}: INS {} of {} bytes: {} bytes, SW {}",
          reader,
          "%02X".formatted(command[1]),
          command.length,
          answer.data().length(),
          "%04X".formatted(answer.status()));
    }
    return answer;
  }
}
