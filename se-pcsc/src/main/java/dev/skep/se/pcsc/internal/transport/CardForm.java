package dev.skep.se.pcsc.internal.transport;

import dev.skep.se.pcsc.internal.transport.LongCommands.Form;

/**
 * What an ATR says about long commands: the third byte of the card capabilities among its
 * historical bytes (ISO 7816-4 section 12.1.1.9). Most cards say nothing.
 */
public final class CardForm {
  private static final int CAPABILITIES = 0x73;
  private static final int EXTENDED = 0x40;

  private CardForm() {}

  /**
   * The form for a card.
   *
   * @param historical the historical bytes of its ATR
   * @param t0 whether it speaks T=0, which has no extended length
   */
  public static Form of(byte[] historical, boolean t0) {
    if (t0) {
      return Form.SHORT_T0;
    }
    boolean compact = historical.length > 0 && (historical[0] == 0 || historical[0] == (byte) 0x80);
    int at = 1;
    while (compact && at < historical.length) {
      int length = historical[at] & 0x0f;
      if ((historical[at] & 0xff) == CAPABILITIES && at + length < historical.length) {
        return (historical[at + 3] & EXTENDED) != 0 ? Form.EXTENDED : Form.SHORT;
      }
      at += 1 + length;
    }
    return Form.UNKNOWN;
  }
}
