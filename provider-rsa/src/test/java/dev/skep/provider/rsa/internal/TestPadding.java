package dev.skep.provider.rsa.internal;

import dev.skep.api.Bytes;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** OAEP and PSS blocks from RFC 8017, with every parameter open to mistakes. */
final class TestPadding {
  private TestPadding() {}

  /** What goes into an OAEP block; {@link #GOOD} is what RSA-OAEP-256 makes. */
  record Oaep(int firstByte, String labelHash, String mgfHash, Bytes label, int separator) {
    static final Oaep GOOD = new Oaep(0, "SHA-256", "SHA-256", Bytes.EMPTY, 1);

    byte[] block(Bytes message, int length) {
      byte[] labelHashed = digest(labelHash, label.toArray());
      byte[] seed = new byte[labelHashed.length];
      TestKeys.RANDOM.nextBytes(seed);
      byte[] db = new byte[length - seed.length - 1];
      System.arraycopy(labelHashed, 0, db, 0, labelHashed.length);
      db[db.length - message.length() - 1] = (byte) separator;
      System.arraycopy(message.toArray(), 0, db, db.length - message.length(), message.length());
      xor(db, mgf1(mgfHash, seed, db.length));
      xor(seed, mgf1(mgfHash, db, seed.length));
      return ByteBuffer.allocate(length).put((byte) firstByte).put(seed).put(db).array();
    }
  }

  /** What goes into a PSS block over an emBits of 8 * length - 1. */
  record Pss(String hash, String mgfHash, int saltBytes, int trailer) {
    byte[] block(Bytes message, int length) {
      byte[] salt = new byte[saltBytes];
      TestKeys.RANDOM.nextBytes(salt);
      byte[] digest = digest(hash, message.toArray());
      ByteBuffer salted = ByteBuffer.allocate(8 + digest.length + saltBytes);
      byte[] h = digest(hash, salted.position(8).put(digest).put(salt).array());
      byte[] db = new byte[length - h.length - 1];
      db[db.length - saltBytes - 1] = 1;
      System.arraycopy(salt, 0, db, db.length - saltBytes, saltBytes);
      xor(db, mgf1(mgfHash, h, db.length));
      db[0] &= 0x7f;
      return ByteBuffer.allocate(length).put(db).put(h).put((byte) trailer).array();
    }
  }

  static byte[] digest(String algorithm, byte[] data) {
    try {
      return MessageDigest.getInstance(algorithm).digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mgf1(String hash, byte[] seed, int length) {
    byte[] mask = new byte[0];
    for (int counter = 0; mask.length < length; counter++) {
      byte[] input = ByteBuffer.allocate(seed.length + 4).put(seed).putInt(counter).array();
      byte[] next = digest(hash, input);
      int used = mask.length;
      mask = Arrays.copyOf(mask, used + next.length);
      System.arraycopy(next, 0, mask, used, next.length);
    }
    return Arrays.copyOf(mask, length);
  }

  private static void xor(byte[] target, byte[] mask) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= mask[i];
    }
  }
}
