package dev.skep.se.pcsc.simulator;

import dev.skep.se.pcsc.simulator.VirtualReader.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.ListIterator;
import java.util.concurrent.CountDownLatch;
import javacard.framework.Applet;

/**
 * A card as a process of its own, for tests whose other half is in a container or another JVM.
 *
 * <p>Orders come by standard input, one a line; each is answered by one line on standard output.
 * The process ends at the end of its input.
 */
public final class SimulatedCardMain {
  private static final String USAGE =
      """
      usage: SimulatedCardMain [--t0] PORT AID=CLASS[:PARAMETERS] ...
        PORT        where vpcd listens for the reader's slot, on this machine
        AID         of an applet, in hex; CLASS its class; PARAMETERS of its installation, in hex
      prints READY, then takes orders from standard input:
        insert             puts the card in
        eject              takes it out
        eject-before INS   takes it out at the next command with this instruction (hex), not done
        eject-after INS    the same, done but not answered
        mute INS           does not answer the next command with it, until the order unmute
        unmute             answers it
        cut N              power goes right before the N-th persistent write of a command
        cut N INS          the same, of a command with this instruction
        writes             prints the persistent writes of the last command
        quit               ends
      and answers each with OK, OK and a value, or ERROR and why""";

  private final SimulatedCard card;
  private final VirtualReader reader;
  private CountDownLatch unmute = new CountDownLatch(1);

  private SimulatedCardMain(SimulatedCard card, VirtualReader reader) {
    this.card = card;
    this.reader = reader;
  }

  /** See the usage text, which it prints if called without arguments. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err); // jcardsim prints to it.
    System.exit(run(Arrays.asList(arguments).listIterator(), System.in, answers));
  }

  private static int run(ListIterator<String> arguments, InputStream orders, PrintStream answers)
      throws IOException {
    SimulatedCardMain main;
    try {
      main = parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      return 2;
    }
    answers.println("READY");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8));
    String line = lines.readLine();
    while (line != null && !line.equals("quit")) {
      answers.println(main.answer(line));
      line = lines.readLine();
    }
    main.reader.close();
    return 0;
  }

  private static SimulatedCardMain parse(ListIterator<String> arguments) {
    SimulatedCard.Builder card = SimulatedCard.builder();
    Integer port = null;
    boolean hasApplet = false;
    while (arguments.hasNext()) {
      String argument = arguments.next();
      int equals = argument.indexOf('=');
      if (argument.equals("--t0")) {
        card.protocol(Protocol.T0);
      } else if (equals > 0) {
        addApplet(card, argument.substring(0, equals), argument.substring(equals + 1));
        hasApplet = true;
      } else {
        port = Integer.valueOf(argument);
      }
    }
    if (port == null || !hasApplet) {
      throw new IllegalArgumentException("a port and an applet are needed");
    }
    SimulatedCard built = card.build();
    return new SimulatedCardMain(built, new VirtualReader(port, built));
  }

  private static void addApplet(SimulatedCard.Builder card, String aid, String applet) {
    int colon = applet.indexOf(':');
    String type = colon < 0 ? applet : applet.substring(0, colon);
    byte[] parameters =
        colon < 0 ? new byte[0] : HexFormat.of().parseHex(applet.substring(colon + 1));
    try {
      card.applet(aid, Class.forName(type).asSubclass(Applet.class), parameters);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new IllegalArgumentException(type + " is no applet on the class path", e);
    }
  }

  private String answer(String line) {
    String[] words = line.trim().split(" ", 2);
    try {
      return "OK" + obey(words[0], words.length < 2 ? "" : words[1]);
    } catch (IOException | RuntimeException e) {
      return "ERROR " + e.getMessage();
    }
  }

  private String obey(String order, String value) throws IOException {
    switch (order) {
      case "insert" -> reader.insert();
      case "eject" -> reader.eject();
      case "eject-before" -> reader.ejectAt(instruction(value), Moment.BEFORE);
      case "eject-after" -> reader.ejectAt(instruction(value), Moment.AFTER);
      case "mute" -> {
        unmute = new CountDownLatch(1);
        reader.muteAt(instruction(value), unmute);
      }
      case "unmute" -> unmute.countDown();
      case "cut" -> cut(value.split(" "));
      case "writes" -> {
        return " " + card.writes();
      }
      default -> throw new IllegalArgumentException("no such order: " + order);
    }
    return "";
  }

  private void cut(String[] words) {
    int write = Integer.parseInt(words[0]);
    if (words.length == 1) {
      card.cutPowerAtWrite(write);
    } else {
      card.cutPowerAtWrite(write, HexFormat.fromHexDigits(words[1]));
    }
  }

  private static Trigger instruction(String hex) {
    return Trigger.instruction(HexFormat.fromHexDigits(hex));
  }
}
