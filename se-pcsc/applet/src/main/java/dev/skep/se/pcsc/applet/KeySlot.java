package dev.skep.se.pcsc.applet;

/**
 * A place for a provisioned key: its description is the statement (KA-1), its value the SE's
 * signature over it.
 */
final class KeySlot extends Slot {
  /** The longest statement: 32-character ids, a label of 128 bytes, the SPKI of RSA. */
  private static final short STATEMENT = 760;

  private final SigningKey key = new SigningKey();

  /** Where the SPKI is in the statement. */
  private short spki;

  KeySlot(short place) {
    super(place, STATEMENT, SigningKey.MODULUS);
  }

  SigningKey key() {
    return key;
  }

  void spki(short at) {
    spki = at;
  }

  short spki() {
    return spki;
  }

  @Override
  void wipe() {
    key.clear();
    super.wipe();
  }
}
