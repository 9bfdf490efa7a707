package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.MessageDigest;

/**
 * HMAC-SHA-256 (RFC 2104) over the platform's SHA-256, since few cards have an HMAC of their own.
 */
final class Hmac {
  /** Bytes of a MAC. */
  static final short SIZE = 32;

  private static final short BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte INNER_TO_OUTER = 0x36 ^ 0x5C;

  private final MessageDigest digest = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);

  /** The padded key, then the inner digest. */
  private final byte[] pad = Memory.bytes((short) (BLOCK + SIZE));

  void init(byte[] key, short offset, short length) {
    Memory.wipe(pad);
    digest.reset();
    if (length > BLOCK) {
      digest.doFinal(key, offset, length, pad, (short) 0);
    } else {
      Util.arrayCopyNonAtomic(key, offset, pad, (short) 0, length);
    }
    xor(INNER);
    digest.update(pad, (short) 0, BLOCK);
  }

  void update(byte[] buffer, short offset, short length) {
    digest.update(buffer, offset, length);
  }

  /** All of an array. */
  void update(byte[] buffer) {
    digest.update(buffer, (short) 0, (short) buffer.length);
  }

  /** Writes 32 bytes and forgets the key. */
  void doFinal(byte[] out, short offset) {
    digest.doFinal(pad, (short) 0, (short) 0, pad, BLOCK);
    xor(INNER_TO_OUTER);
    digest.reset();
    digest.update(pad, (short) 0, BLOCK);
    digest.doFinal(pad, BLOCK, SIZE, out, offset);
    Memory.wipe(pad);
  }

  private void xor(byte value) {
    for (short i = 0; i < BLOCK; i++) {
      pad[i] ^= value;
    }
  }
}
