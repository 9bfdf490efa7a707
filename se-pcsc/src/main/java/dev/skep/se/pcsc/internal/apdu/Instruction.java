package dev.skep.se.pcsc.internal.apdu;

/** The commands of {@code APDU.md}. */
public enum Instruction {
  /** What the card says of itself. */
  GET_INFO(0x02),
  /** Makes the attestation key. */
  CREATE_ATTESTATION_KEY(0x10),
  /** Puts a certificate into the chain. */
  PUT_CERTIFICATE(0x12),
  /** Ends the personalisation. */
  LOCK(0x14),
  /** Gives the chain. */
  GET_CHAIN(0x16),
  /** The atomic step. */
  ESTABLISH(0x20),
  /** Takes a record. */
  PROCESS(0x22),
  /** A MAC over outside data. */
  MAC_DATA(0x24),
  /** Drops a session. */
  ABORT(0x26),
  /** How far a session is. */
  GET_PROGRESS(0x28),
  /** The answer to what ended a session. */
  GET_KEPT_ANSWER(0x2a),
  /** An object. */
  LIST(0x30),
  /** The certificates of a key. */
  GET_KEY_CHAIN(0x32),
  /** Signs. */
  SIGN(0x40),
  /** Computes a MAC with a secret. */
  AUTHENTICATE(0x42),
  /** Gives a PIN another value. */
  CHANGE_PIN(0x44),
  /** Gives a PIN another value by its PUK. */
  UNBLOCK(0x46);

  private final int code;

  Instruction(int code) {
    this.code = code;
  }

  /** INS. */
  public int code() {
    return code;
  }

  /** Whether the card makes keys for it, which takes long. */
  public boolean makesKeys() {
    return this == CREATE_ATTESTATION_KEY || this == ESTABLISH;
  }
}
