package dev.skep.se.pcsc.simulator;

import com.licel.jcardsim.base.Simulator;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javacard.framework.Applet;

/**
 * A Java Card in this process. Cards are independent of each other, also with the same applet
 * class: each defines it afresh. Thread-safe; a command waits for the one before.
 */
public final class SimulatedCard implements CardInSlot {
  private static final String REAL_RANDOM = "com.licel.jcardsim.randomdata.secure";
  private static final String SHADOWED = "com.licel.jcardsim.crypto.SecureRandomNullProvider";

  private final CardRuntime runtime;
  private final Simulator simulator;
  private final Protocol protocol;
  private final T0Transport t0;

  private SimulatedCard(Protocol protocol, List<InstalledApplet> applets) {
    requireRealRandom();
    this.protocol = protocol;
    AppletLoader loader =
        new AppletLoader(
            applets.get(0).type().getClassLoader(),
            applets.stream().map(a -> a.type().getPackageName()).collect(Collectors.toSet()));
    runtime = new CardRuntime(loader);
    simulator = new Simulator(runtime);
    simulator.changeProtocol(protocol.jcardsimName());
    t0 = new T0Transport(this::process);
    for (InstalledApplet applet : applets) {
      byte[] data = applet.installData();
      simulator.installApplet(
          applet.javaCardAid(), loader.define(applet.type()), data, (short) 0, (byte) data.length);
    }
    reset();
  }

  /** A card that speaks T=1, with the applet and no parameters for its installation. */
  public static SimulatedCard of(String aidHex, Class<? extends Applet> applet) {
    return builder().applet(aidHex, applet).build();
  }

  /** A card to be put together. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public byte[] atr() {
    return protocol.atr();
  }

  /**
   * Reset, and power off and on: an open transaction is rolled back, transient memory is gone, no
   * applet is selected.
   */
  @Override
  public synchronized void reset() {
    t0.reset();
    simulator.reset();
  }

  /**
   * One command and its answer.
   *
   * @param command 4 bytes or more; read, not kept
   * @return the answer with its status word, 2 bytes or more
   * @throws PowerLostException if {@link #cutPowerAtWrite} took effect; the card has been reset
   */
  @Override
  public synchronized byte[] transmit(byte[] command) {
    return protocol == Protocol.T0 ? t0.transmit(command) : process(command);
  }

  /**
   * Has power go right before a persistent write: those before it are done, it and those after it
   * are not, and what was written since an open transaction began is undone. It takes effect once,
   * also after resets; the count starts anew with each command.
   *
   * @param write from 1; a command with fewer {@link #writes()} runs to its end; 0 to have no cut
   */
  public synchronized void cutPowerAtWrite(int write) {
    runtime.cutAt(write, Optional.empty());
  }

  /**
   * As {@link #cutPowerAtWrite(int)}, in a command with this instruction byte and in no other.
   *
   * @param instruction its INS
   */
  public synchronized void cutPowerAtWrite(int write, int instruction) {
    runtime.cutAt(write, Optional.of((byte) instruction));
  }

  /** The places in the last command where power can be cut, the end of a transaction among them. */
  public synchronized int writes() {
    return runtime.writes();
  }

  private byte[] process(byte[] command) {
    byte[] answer = simulator.transmitCommand(CommandLengths.forJcardsim(command));
    if (runtime.lostPower()) {
      int write = runtime.writes();
      reset();
      throw new PowerLostException(write);
    }
    return answer;
  }

  private static void requireRealRandom() {
    System.setProperty(REAL_RANDOM, "1");
    try {
      Class<?> shadow = Class.forName(SHADOWED, false, SimulatedCard.class.getClassLoader());
      if (!shadow
          .getProtectionDomain()
          .getCodeSource()
          .equals(SimulatedCard.class.getProtectionDomain().getCodeSource())) {
        throw new IllegalStateException(
            "jcardsim's random numbers are constant: put skep-se-pcsc-simulator before jcardsim on"
                + " the class path");
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(SHADOWED + " is missing: build se-pcsc/simulator again", e);
    }
  }

  /** Puts a card together: protocol T=1 unless said otherwise, and one applet or more. */
  public static final class Builder {
    private final List<InstalledApplet> applets = new ArrayList<>();
    private Protocol protocol = Protocol.T1;

    private Builder() {}

    /** Has the card speak this protocol, and no other. */
    public Builder protocol(Protocol chosen) {
      protocol = chosen;
      return this;
    }

    /** Adds an applet that gets no parameters. */
    public Builder applet(String aidHex, Class<? extends Applet> type) {
      return applet(aidHex, type, new byte[0]);
    }

    /**
     * Adds an applet.
     *
     * @param aidHex its AID, 5 to 16 bytes
     * @param type on the class path, with {@code public static void install(byte[], short, byte)}
     * @param parameters its own parameters of the installation; copied
     */
    public Builder applet(String aidHex, Class<? extends Applet> type, byte[] parameters) {
      applets.add(new InstalledApplet(HexFormat.of().parseHex(aidHex), type, parameters.clone()));
      return this;
    }

    /**
     * The card, installed and reset.
     *
     * @throws IllegalStateException if there is no applet
     */
    public SimulatedCard build() {
      if (applets.isEmpty()) {
        throw new IllegalStateException("a card needs an applet");
      }
      return new SimulatedCard(protocol, applets);
    }
  }
}
