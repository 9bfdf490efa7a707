package dev.skep.se.pcsc.simulator;

import dev.skep.se.pcsc.simulator.SimulatedCard.Builder;
import java.util.Arrays;
import javacard.framework.AID;

/**
 * An applet as {@link Builder} takes it.
 *
 * @param aid 5 to 16 bytes
 * @param type as it is on the class path; the card defines it afresh
 * @param parameters what the installation gets, at most 127 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Inside this package only.
record InstalledApplet(byte[] aid, Class<?> type, byte[] parameters) {
  AID javaCardAid() {
    return new AID(aid, (short) 0, (byte) aid.length);
  }

  /** What {@code Applet.install} gets: LV of the AID, of the control information, of parameters. */
  byte[] installData() {
    byte[] data = Arrays.copyOf(new byte[] {(byte) aid.length}, aid.length + parameters.length + 3);
    System.arraycopy(aid, 0, data, 1, aid.length);
    data[aid.length + 2] = (byte) parameters.length;
    System.arraycopy(parameters, 0, data, aid.length + 3, parameters.length);
    return data;
  }
}
