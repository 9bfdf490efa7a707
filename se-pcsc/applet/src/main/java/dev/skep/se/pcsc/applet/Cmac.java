package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacardx.crypto.Cipher;

/** AES-CMAC with a 256-bit key (SP 800-38B): Java Card 3.0.4 has none. */
final class Cmac {
  /** Bytes of a MAC. */
  static final short SIZE = 16;

  private static final byte REDUCTION = (byte) 0x87;

  private final AESKey key =
      (AESKey)
          KeyBuilder.buildKey(
              KeyBuilder.TYPE_AES_TRANSIENT_RESET, KeyBuilder.LENGTH_AES_256, false);
  private final Cipher cipher = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_ECB_NOPAD, false);

  /** The chaining block, then the subkey. */
  private final byte[] work = Memory.bytes((short) (2 * SIZE));

  void init(byte[] buffer, short offset) {
    key.setKey(buffer, offset);
    cipher.init(key, Cipher.MODE_ENCRYPT);
  }

  /** Writes 16 bytes. */
  void mac(byte[] message, short offset, short length, byte[] out, short outOffset) {
    short tail = (short) (length % SIZE);
    boolean whole = length > 0 && tail == 0;
    short last = whole ? SIZE : tail;
    short full = (short) (length - last);
    subkey(whole);
    Util.arrayFillNonAtomic(work, (short) 0, SIZE, (byte) 0);
    for (short i = 0; i < full; i += SIZE) {
      xor(message, (short) (offset + i), SIZE);
      encrypt();
    }
    xor(message, (short) (offset + full), last);
    if (!whole) {
      work[last] ^= (byte) 0x80;
    }
    xor(work, SIZE, SIZE);
    encrypt();
    Util.arrayCopyNonAtomic(work, (short) 0, out, outOffset, SIZE);
  }

  void clear() {
    key.clearKey();
    Memory.wipe(work);
  }

  private void subkey(boolean whole) {
    Memory.wipe(work);
    encrypt();
    Util.arrayCopyNonAtomic(work, (short) 0, work, SIZE, SIZE);
    twice();
    if (!whole) {
      twice();
    }
  }

  private void twice() {
    byte carry = (byte) (work[SIZE] & 0x80);
    for (short i = SIZE; i < (short) (2 * SIZE - 1); i++) {
      work[i] = (byte) ((work[i] << 1) | ((work[(short) (i + 1)] >> 7) & 1));
    }
    work[(short) (2 * SIZE - 1)] <<= 1;
    if (carry != 0) {
      work[(short) (2 * SIZE - 1)] ^= REDUCTION;
    }
  }

  private void xor(byte[] buffer, short offset, short length) {
    for (short i = 0; i < length; i++) {
      work[i] ^= buffer[(short) (offset + i)];
    }
  }

  private void encrypt() {
    cipher.doFinal(work, (short) 0, SIZE, work, (short) 0);
  }
}
