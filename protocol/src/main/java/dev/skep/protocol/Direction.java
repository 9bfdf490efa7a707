package dev.skep.protocol;

/** Which way a record goes; part of its key and of its associated data (spec rule R-2). */
public enum Direction {
  /** From the server to the SE. */
  SERVER_TO_SE("server to se"),
  /** From the SE to the server. */
  SE_TO_SERVER("se to server");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** The label in the key schedule and in the associated data. */
  public String label() {
    return label;
  }

  /** The other way. */
  public Direction reverse() {
    return this == SERVER_TO_SE ? SE_TO_SERVER : SERVER_TO_SE;
  }
}
