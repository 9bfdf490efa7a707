package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bytes that are altered, cut or made up, the same in each run. */
final class Samples {
  private static final long SEED = 1;
  private static final int DENSE_BYTES = 256;
  private static final int STEP = 61;

  private Samples() {}

  static Bytes random(int length) {
    byte[] bytes = new byte[length];
    new Random(SEED + length).nextBytes(bytes);
    return Bytes.of(bytes);
  }

  static Bytes flipped(Bytes bytes, int bit) {
    byte[] changed = bytes.toArray();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.of(changed);
  }

  /** With one bit changed: at most so many places, evenly over a part, its ends included. */
  static List<Bytes> flipped(Bytes bytes, int from, int to, int atMost) {
    List<Bytes> all = new ArrayList<>();
    int bits = 8 * (to - from);
    int count = Math.min(bits, atMost);
    for (int i = 0; i < count; i++) {
      int bit = count == 1 ? 0 : (int) ((long) i * (bits - 1) / (count - 1));
      all.add(flipped(bytes, 8 * from + bit));
    }
    return all;
  }

  /** Cut short to each length; of what is long, to the first ones, some and the last ones. */
  static List<Bytes> cut(Bytes bytes) {
    List<Bytes> all = new ArrayList<>();
    int length = bytes.length();
    int dense = length <= DENSE_BYTES ? length : DENSE_BYTES / 4;
    for (int i = 0; i < length; i += i < dense || i >= length - 8 ? 1 : STEP) {
      all.add(bytes.slice(0, i));
    }
    all.add(bytes.slice(0, length - 1));
    return all;
  }

  /** With something more before or behind. */
  static List<Bytes> extended(Bytes bytes) {
    Bytes zero = Bytes.hex("00");
    return List.of(
        Bytes.concat(bytes, zero), Bytes.concat(zero, bytes), Bytes.concat(bytes, bytes));
  }
}
