package dev.skep.se.pcsc.simulator;

/** Goes through the applet when the power does: an error, so that no handler of it holds it up. */
final class PowerLost extends Error {
  private static final long serialVersionUID = 1;

  PowerLost() {
    super("power lost", null, false, false);
  }
}
