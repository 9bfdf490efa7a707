package dev.skep.se.pcsc.internal.apdu;

import dev.skep.api.Bytes;

/**
 * A card's answer.
 *
 * @param data possibly none
 * @param status the status word
 */
public record Answer(Bytes data, int status) {
  /** Takes an answer apart. */
  public static Answer of(byte[] answer) {
    int length = answer.length - 2;
    return new Answer(
        Bytes.of(answer, 0, length), ((answer[length] & 0xff) << 8) | (answer[length + 1] & 0xff));
  }

  /** Whether the card did it. */
  public boolean isDone() {
    return status == StatusWords.DONE;
  }

  /** Reads the data field by field. */
  public AnswerReader reader() {
    return new AnswerReader(data);
  }
}
