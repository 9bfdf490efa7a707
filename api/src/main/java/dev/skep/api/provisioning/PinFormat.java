package dev.skep.api.provisioning;

/** Which characters a PIN or PUK may have (spec rule D-3); all are single bytes of ASCII. */
public enum PinFormat {
  /** The digits 0 to 9. */
  NUMERIC(1, "numeric"),
  /** Digits and the letters A to Z and a to z. */
  ALPHANUMERIC(2, "alphanumeric"),
  /** Any visible ASCII character, 0x21 to 0x7e. */
  PRINTABLE(3, "printable");

  private final int code;
  private final String text;

  PinFormat(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }

  /** The name in plans and for people. */
  public String text() {
    return text;
  }

  /** Whether a byte may occur. */
  public boolean allows(byte character) {
    boolean digit = character >= '0' && character <= '9';
    boolean letter =
        (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    return switch (this) {
      case NUMERIC -> digit;
      case ALPHANUMERIC -> digit || letter;
      case PRINTABLE -> character > 0x20 && character < 0x7f;
    };
  }
}
