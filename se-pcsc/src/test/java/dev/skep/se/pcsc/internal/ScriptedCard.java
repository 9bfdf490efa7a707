package dev.skep.se.pcsc.internal;

import dev.skep.se.pcsc.simulator.CardInSlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A card that answers GET INFO in pieces, and SELECT with the wrong length first, as some do over
 * T=1 too.
 */
final class ScriptedCard implements CardInSlot {
  private static final String INFO = "010201030303" + "0c00" + "1008" + "1000" + "0011223344556677";

  final List<String> commands = new ArrayList<>();
  private byte[] waiting = new byte[0];

  @Override
  public byte[] atr() {
    return HexFormat.of().parseHex("3B80800101");
  }

  @Override
  public void reset() {}

  @Override
  public synchronized byte[] transmit(byte[] command) {
    commands.add(HexFormat.of().formatHex(command, 0, Math.min(command.length, 5)));
    byte[] info = HexFormat.of().parseHex(INFO);
    switch (command[1] & 0xff) {
      case 0xa4:
        return command[command.length - 1] == info.length
            ? answer(info, 0x9000)
            : answer(new byte[0], 0x6c00 | info.length);
      case 0x02:
        waiting = info;
        return answer(new byte[0], 0x6108);
      case 0xc0:
        if (command[0] != 0) {
          return answer(new byte[0], 0x6d00);
        }
        byte[] piece = Arrays.copyOf(waiting, Math.min(command[4] & 0xff, waiting.length));
        waiting = Arrays.copyOfRange(waiting, piece.length, waiting.length);
        return answer(piece, waiting.length == 0 ? 0x9000 : 0x6100 | Math.min(8, waiting.length));
      default:
        return answer(new byte[0], 0x6d00);
    }
  }

  private static byte[] answer(byte[] data, int status) {
    byte[] answer = Arrays.copyOf(data, data.length + 2);
    answer[data.length] = (byte) (status >> 8);
    answer[data.length + 1] = (byte) status;
    return answer;
  }
}
