package dev.skep.se.pcsc.simulator;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What a card's runtime does by itself over T=0 (ISO 7816-3, 12.2): answers to commands with data
 * wait for GET RESPONSE, a wrong length is said as {@code 6Cxx}, and extended commands are refused.
 *
 * <p>GET RESPONSE reaches the applet only while nothing waits here. A command with data has no Le
 * here, so the applet always sees 256. Not thread-safe.
 */
final class T0Transport {
  private static final int GET_RESPONSE = 0xC0;

  private final UnaryOperator<byte[]> card;
  private byte[] waiting = new byte[0];
  private byte[] reissued = new byte[0];

  T0Transport(UnaryOperator<byte[]> card) {
    this.card = card;
  }

  void reset() {
    Arrays.fill(waiting, (byte) 0);
    waiting = new byte[0];
    reissued = new byte[0];
  }

  byte[] transmit(byte[] command) {
    int p3 = command.length > 4 ? command[4] & 0xFF : 0;
    boolean withData = command.length > 5;
    if (withData && (p3 == 0 || command.length < 5 + p3 || command.length > 6 + p3)) {
      return statusWord(0x6700);
    }
    if (command[1] == (byte) GET_RESPONSE && waiting.length > 0) {
      return fetch(p3);
    }
    if (isReissue(command) && waiting.length > 0) {
      return fetch(p3);
    }
    reset();
    byte[] answer = card.apply(withData ? withLe256(command, p3) : command);
    int length = answer.length - 2;
    if (length == 0) {
      return answer;
    }
    if (withData) {
      waiting = answer;
      return statusWord(0x6100 | (length & 0xFF));
    }
    int asked = p3 == 0 ? 256 : p3;
    if (asked == length) {
      return answer;
    }
    waiting = answer;
    if (asked > length) {
      reissued = Arrays.copyOf(command, 4);
      return statusWord(0x6C00 | (length & 0xFF));
    }
    return fetch(asked);
  }

  private static byte[] withLe256(byte[] command, int lc) {
    return Arrays.copyOf(Arrays.copyOf(command, 5 + lc), 6 + lc);
  }

  private boolean isReissue(byte[] command) {
    return command.length == 5 && Arrays.equals(reissued, Arrays.copyOf(command, 4));
  }

  private byte[] fetch(int p3) {
    int left = waiting.length - 2;
    int asked = p3 == 0 ? 256 : p3;
    if (asked > left && left < 256) {
      return statusWord(0x6C00 | left);
    }
    int length = Math.min(asked, left);
    boolean last = length == left;
    byte[] answer = Arrays.copyOf(waiting, length + 2);
    byte[] rest = Arrays.copyOfRange(waiting, length, waiting.length);
    byte[] sw = last ? rest : statusWord(0x6100 | (Math.min(left - length, 256) & 0xFF));
    System.arraycopy(sw, 0, answer, length, 2);
    reset();
    waiting = last ? new byte[0] : rest;
    return answer;
  }

  private static byte[] statusWord(int sw) {
    return new byte[] {(byte) (sw >> 8), (byte) sw};
  }
}
