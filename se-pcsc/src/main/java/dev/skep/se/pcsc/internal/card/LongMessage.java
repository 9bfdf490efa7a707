package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CommandData;
import dev.skep.se.pcsc.internal.apdu.Instruction;
import dev.skep.se.pcsc.internal.reader.CardSession;
import dev.skep.se.pcsc.internal.transport.TransportException;

/** A command whose last field is as long as it likes, in blocks that the card takes. */
final class LongMessage {
  private static final int FIRST = 1;
  private static final int LAST = 2;

  private LongMessage() {}

  /**
   * Sends all blocks.
   *
   * @param first the fields before the message
   * @return the answer to the last one, or to the first that the card refused
   */
  static Answer send(CardSession card, Instruction instruction, CommandData first, Bytes message)
      throws TransportException {
    int most = card.info().maximumData();
    int length = Math.min(message.length(), most - first.length());
    int sent = length;
    Answer answer =
        card.call(
            instruction,
            FIRST | (sent == message.length() ? LAST : 0),
            first.add(message.slice(0, length)));
    while (answer.isDone() && sent < message.length()) {
      length = Math.min(message.length() - sent, most);
      try (CommandData block = new CommandData()) {
        block.add(message.slice(sent, length));
        sent += length;
        answer = card.call(instruction, sent == message.length() ? LAST : 0, block);
      }
    }
    return answer;
  }
}
