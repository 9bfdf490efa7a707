package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.AESKey;
import javacard.security.KeyBuilder;
import javacardx.crypto.Cipher;

/**
 * {@code A128CBC-HS256} over records (spec rules C-2 and R-2). The associated data is fed in parts;
 * then one call opens or seals the body.
 */
final class RecordCipher {
  /** Bytes of a traffic key: MAC, encryption and IV key. */
  static final short KEY = 48;

  /** Bytes of a tag. */
  static final short TAG = 16;

  private static final short BLOCK = 16;
  private static final short PART = 16;
  private static final short ENC_KEY = 16;
  private static final short IV_KEY = 32;

  /** In {@link #work}: IV or sequence number, then the full MAC. */
  private static final short IV = 0;

  private static final short MAC = 16;

  private final Engines engines;
  private final Hmac hmac;
  private final AESKey key =
      (AESKey)
          KeyBuilder.buildKey(
              KeyBuilder.TYPE_AES_TRANSIENT_RESET, KeyBuilder.LENGTH_AES_128, false);
  private final Cipher ecb = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_ECB_NOPAD, false);
  private final Cipher cbc = Cipher.getInstance(Cipher.ALG_AES_BLOCK_128_CBC_NOPAD, false);
  private final byte[] work = Memory.bytes((short) 48);

  /** The length of the associated data so far. */
  private final short[] associated = Memory.shorts((short) 1);

  RecordCipher(Engines engines) {
    this.engines = engines;
    this.hmac = engines.hmac;
  }

  /** Bytes of the body for so many of plaintext. */
  static short bodyLength(short plaintext) {
    return (short) (plaintext - plaintext % BLOCK + BLOCK + TAG);
  }

  /**
   * Begins a record: MACs all associated data but the attributes' bytes, of which only the length
   * is known by now.
   *
   * @param keys where the traffic key is
   * @param direction the label of the direction's key
   */
  void begin(byte[] keys, short keyOffset, byte[] direction, Record record) {
    hmac.init(keys, keyOffset, PART);
    associated[0] = 0;
    part(record.session(), record.sessionId(), (short) 16);
    part(direction, Text.PREFIX, (short) (direction.length - Text.PREFIX));
    part(record.op(), record.opOffset(), record.opLength());
    Util.arrayFillNonAtomic(work, IV, BLOCK, (byte) 0);
    Util.setShort(work, (short) (IV + 14), record.sequence());
    hmac.update(work, (short) (IV + 8), (short) 8);
    engines.macLength(hmac, record.attributesLength());
    associated[0] += (short) (8 + 4 + record.attributesLength());
    key.setKey(keys, (short) (keyOffset + IV_KEY));
    ecb.init(key, Cipher.MODE_ENCRYPT);
    ecb.doFinal(work, IV, BLOCK, work, IV);
    key.setKey(keys, (short) (keyOffset + ENC_KEY));
  }

  private void part(byte[] buffer, short offset, short length) {
    engines.macPart(hmac, buffer, offset, length);
    associated[0] += (short) (4 + length);
  }

  /** Adds bytes of the attributes. */
  void attributes(byte[] buffer, short offset, short length) {
    hmac.update(buffer, offset, length);
  }

  /** Opens a body in place; the length of the plaintext, or -1 if it is not genuine. */
  short open(byte[] buffer, short offset, short length) {
    short ciphertext = (short) (length - TAG);
    if (ciphertext < BLOCK || ciphertext % BLOCK != 0) {
      return -1;
    }
    tag(buffer, offset, ciphertext);
    if (!Memory.equal(work, MAC, buffer, (short) (offset + ciphertext), TAG)) {
      return -1;
    }
    cbc.init(key, Cipher.MODE_DECRYPT, work, IV, BLOCK);
    cbc.doFinal(buffer, offset, ciphertext, buffer, offset);
    key.clearKey();
    return unpadded(buffer, offset, ciphertext);
  }

  private static short unpadded(byte[] buffer, short offset, short length) {
    short pad = buffer[(short) (offset + length - 1)];
    if (pad < 1 || pad > BLOCK) {
      return -1;
    }
    for (short i = 1; i <= pad; i++) {
      if (buffer[(short) (offset + length - i)] != pad) {
        return -1;
      }
    }
    return (short) (length - pad);
  }

  /** Seals a plaintext in place, with room for the body; the body's length. */
  short seal(byte[] buffer, short offset, short length) {
    short pad = (short) (BLOCK - length % BLOCK);
    Util.arrayFillNonAtomic(buffer, (short) (offset + length), pad, (byte) pad);
    short ciphertext = (short) (length + pad);
    cbc.init(key, Cipher.MODE_ENCRYPT, work, IV, BLOCK);
    cbc.doFinal(buffer, offset, ciphertext, buffer, offset);
    key.clearKey();
    tag(buffer, offset, ciphertext);
    Util.arrayCopyNonAtomic(work, MAC, buffer, (short) (offset + ciphertext), TAG);
    return (short) (ciphertext + TAG);
  }

  /** Ends the MAC, over IV, ciphertext and the associated data's length in bits. */
  private void tag(byte[] buffer, short offset, short ciphertext) {
    hmac.update(work, IV, BLOCK);
    hmac.update(buffer, offset, ciphertext);
    Util.arrayFillNonAtomic(work, MAC, (short) 8, (byte) 0);
    Util.setShort(work, (short) (MAC + 4), (short) ((associated[0] >> 13) & 7));
    Util.setShort(work, (short) (MAC + 6), (short) (associated[0] << 3));
    hmac.update(work, MAC, (short) 8);
    hmac.doFinal(work, MAC);
  }
}
