package dev.skep.se.pcsc.internal.apdu;

/** The status words of {@code APDU.md}. */
public final class StatusWords {
  /** It is done. */
  public static final int DONE = 0x9000;

  /** The card has stopped for good. */
  public static final int STOPPED = 0x6581;

  /** A length that the card does not take. */
  public static final int WRONG_LENGTH = 0x6700;

  /** A PIN has to come. */
  public static final int PIN_MISSING = 0x6982;

  /** The PIN or PUK is blocked. */
  public static final int BLOCKED = 0x6983;

  /** The PIN has no value. */
  public static final int NOT_SET = 0x6984;

  /** Not in this state. */
  public static final int WRONG_STATE = 0x6985;

  /** The session is closed. */
  public static final int CLOSED = 0x6988;

  /** Malformed data, or a key that the card does not take. */
  public static final int WRONG_DATA = 0x6a80;

  /** An algorithm or size that the card does not have. */
  public static final int NO_ALGORITHM = 0x6a81;

  /** No room. */
  public static final int NO_ROOM = 0x6a84;

  /** No such session, object or answer. */
  public static final int NOT_FOUND = 0x6a88;

  /** The new value does not fit the policy. */
  public static final int UNFIT = 0x6a8f;

  private static final int WRONG_PIN = 0x63c0;

  private StatusWords() {}

  /** Whether a PIN or PUK was wrong. */
  public static boolean isWrongPin(int status) {
    return (status & 0xfff0) == WRONG_PIN;
  }

  /** How many tries are left after a wrong one. */
  public static int triesLeft(int status) {
    return status & 0x0f;
  }

  /** For people: the word, and what it means. */
  public static String text(int status) {
    String meaning =
        switch (status) {
          case STOPPED -> "it found a fault in itself and has stopped for good: replace the card";
          case WRONG_LENGTH -> "it does not take this length";
          case PIN_MISSING -> "a PIN has to be given";
          case BLOCKED -> "the PIN or PUK is blocked";
          case NOT_SET -> "the PIN has no value yet";
          case WRONG_STATE -> "this is not possible in the state that it is in";
          case WRONG_DATA -> "it does not take these data or this key";
          case NO_ALGORITHM -> "it does not have this algorithm or size";
          case NO_ROOM -> "it has no room left";
          case NOT_FOUND -> "there is no such object or session";
          case 0x6a86, 0x6d00, 0x6e00 -> "it does not know this command: its applet is another one";
          default -> "a status that its applet should not give";
        };
    return "the card says %04X: %s".formatted(status, meaning);
  }
}
