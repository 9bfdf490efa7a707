package dev.skep.se.pcsc.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import jnasmartcardio.Smartcardio;

/** Does with the card of one reader what its input says, a line for each. */
final class RivalMain {
  private final CardTerminal terminal;
  private Card card;

  private RivalMain(CardTerminal terminal) {
    this.terminal = terminal;
  }

  public static void main(String[] arguments) throws Exception {
    RivalMain rival = null;
    for (CardTerminal terminal :
        TerminalFactory.getInstance("PC/SC", null, new Smartcardio()).terminals().list()) {
      if (terminal.getName().equals(arguments[0])) {
        rival = new RivalMain(terminal);
      }
    }
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      System.out.println(rival == null ? "no such reader" : rival.obey(order.split(" ")));
    }
  }

  private String obey(String[] order) throws IOException {
    try {
      switch (order[0]) {
        case "connect" -> card = terminal.connect("*");
        case "exclusive" -> card = terminal.connect("EXCLUSIVE;*");
        case "begin" -> card.beginExclusive();
        case "end" -> card.endExclusive();
        case "select" -> {
          CommandAPDU select =
              new CommandAPDU(0, 0xa4, 4, 0, HexFormat.of().parseHex(order[1]), 256);
          int status = card.getBasicChannel().transmit(select).getSW();
          if (status != 0x9000) {
            return Integer.toHexString(status);
          }
        }
        case "release" -> card.disconnect(false);
        case "reset" -> card.disconnect(true);
        default -> throw new IOException(order[0]);
      }
      return "ok";
    } catch (CardException e) {
      return e.toString();
    }
  }
}
