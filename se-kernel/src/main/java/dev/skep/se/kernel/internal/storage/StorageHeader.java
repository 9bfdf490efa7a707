package dev.skep.se.kernel.internal.storage;

import dev.skep.api.Bytes;
import dev.skep.se.kernel.StorageKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The clear but authenticated beginning of a storage file: {@code "SKEPSE"}, format version 2,
 * generation (8 bytes, big endian), length of the content (4), nonce (12), length of the kind of
 * key (1), kind, length of what the key kept (2), what it kept. After it: the content in
 * AES-256-GCM with its tag, the header being the associated data.
 *
 * @param generation rises by one with each store
 * @param contentLength in bytes
 * @param nonce 12 bytes, random for each store
 * @param keyKind which kind of key opens the file
 * @param kept what that key needs to have the file's key again
 */
record StorageHeader(long generation, int contentLength, Bytes nonce, String keyKind, Bytes kept) {
  private static final Bytes MAGIC = Bytes.of("SKEPSE".getBytes(StandardCharsets.US_ASCII));
  private static final int VERSION = 2;
  private static final int FIXED_BYTES = 6 + 1 + 8 + 4 + AesGcm256.NONCE_BYTES + 1 + 2;
  private static final String KIND = "[a-z0-9-]{1,32}";

  /** The longest header, in bytes. */
  static final int MAXIMUM_BYTES = FIXED_BYTES + 32 + StorageKey.MAXIMUM_KEPT_BYTES;

  StorageHeader {
    if (!keyKind.matches(KIND)) {
      throw new IllegalArgumentException("a kind of storage key is 1 to 32 of a-z, 0-9 and -");
    }
  }

  /** How long this one is, in bytes. */
  int length() {
    return FIXED_BYTES + keyKind.length() + kept.length();
  }

  Bytes encode() {
    byte[] kind = keyKind.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(length());
    out.put(MAGIC.toArray()).put((byte) VERSION).putLong(generation).putInt(contentLength);
    out.put(nonce.toArray()).put((byte) kind.length).put(kind);
    out.putShort((short) kept.length()).put(kept.toArray());
    return Bytes.of(out.array());
  }

  /**
   * Reads the header of a whole file.
   *
   * @return empty if it is no file of this format and version, or not as long as it says
   */
  static Optional<StorageHeader> decode(Bytes file) {
    if (file.length() < FIXED_BYTES
        || !file.slice(0, MAGIC.length()).equals(MAGIC)
        || file.at(MAGIC.length()) != VERSION) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(file.toArray()).position(MAGIC.length() + 1);
    long generation = in.getLong();
    int contentLength = in.getInt();
    Bytes nonce = take(in, AesGcm256.NONCE_BYTES);
    int kindLength = Byte.toUnsignedInt(in.get());
    if (in.remaining() < kindLength + Short.BYTES) {
      return Optional.empty();
    }
    String kind = new String(take(in, kindLength).toArray(), StandardCharsets.ISO_8859_1);
    int keptLength = Short.toUnsignedInt(in.getShort());
    long rest = (long) keptLength + contentLength + AesGcm256.TAG_BYTES;
    if (!kind.matches(KIND) || in.remaining() != rest || contentLength < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new StorageHeader(generation, contentLength, nonce, kind, take(in, keptLength)));
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] value = new byte[length];
    in.get(value);
    return Bytes.of(value);
  }
}
