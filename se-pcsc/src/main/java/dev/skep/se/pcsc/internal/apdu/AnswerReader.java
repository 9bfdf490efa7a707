package dev.skep.se.pcsc.internal.apdu;

import dev.skep.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/** Takes the data of an answer apart, in order. Not thread-safe. */
public final class AnswerReader {
  private final Bytes data;
  private int at;

  AnswerReader(Bytes data) {
    this.data = data;
  }

  /**
   * The next bytes.
   *
   * @throws MalformedAnswerException if there are fewer
   */
  public Bytes bytes(int length) throws MalformedAnswerException {
    if (length > data.length() - at) {
      throw new MalformedAnswerException("an answer is cut short");
    }
    at += length;
    return data.slice(at - length, length);
  }

  /** A number of one or two bytes. */
  public int number(int length) throws MalformedAnswerException {
    Bytes value = bytes(length);
    return length == 1 ? value.at(0) : value.at(0) << 8 | value.at(1);
  }

  /** LP2(x). */
  public Bytes lp2() throws MalformedAnswerException {
    return bytes(number(2));
  }

  /** LP2(x)… to the end. */
  public List<Bytes> allLp2() throws MalformedAnswerException {
    List<Bytes> all = new ArrayList<>();
    while (at < data.length()) {
      all.add(lp2());
    }
    return all;
  }

  /** Whether all was read. */
  public boolean isAtEnd() {
    return at == data.length();
  }

  /**
   * Refuses what nobody read.
   *
   * @throws MalformedAnswerException if there is any
   */
  public void end() throws MalformedAnswerException {
    if (!isAtEnd()) {
      throw new MalformedAnswerException("an answer is too long");
    }
  }
}
