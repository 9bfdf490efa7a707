package dev.skep.se.software.internal.storage;

import dev.skep.api.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The clear but authenticated beginning of a storage file, {@link #BYTES} long: {@code "SKEPSE"},
 * format version 1, kind of key, generation (8 bytes, big endian), PBKDF2 iterations (4), salt
 * (16), length of the content (4), nonce (12). After it: the content in AES-256-GCM with its tag,
 * the header being the associated data.
 *
 * @param keyKind which kind of secret opens the file
 * @param generation rises by one with each store
 * @param iterations of PBKDF2, 0 for a key file
 * @param salt 16 bytes
 * @param contentLength in bytes
 * @param nonce 12 bytes, random for each store
 */
record StorageHeader(
    int keyKind, long generation, int iterations, Bytes salt, int contentLength, Bytes nonce) {
  static final int SALT_BYTES = 16;
  static final int BYTES = 6 + 1 + 1 + 8 + 4 + SALT_BYTES + 4 + AesGcm256.NONCE_BYTES;

  private static final Bytes MAGIC = Bytes.of("SKEPSE".getBytes(StandardCharsets.US_ASCII));
  private static final int VERSION = 1;

  Bytes encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    out.put(MAGIC.toArray()).put((byte) VERSION).put((byte) keyKind);
    out.putLong(generation).putInt(iterations).put(salt.toArray());
    out.putInt(contentLength).put(nonce.toArray());
    return Bytes.of(out.array());
  }

  /**
   * Reads the header of a whole file.
   *
   * @return empty if it is no file of this format and version, or not as long as it says
   */
  static Optional<StorageHeader> decode(Bytes file) {
    if (file.length() < BYTES
        || !file.slice(0, MAGIC.length()).equals(MAGIC)
        || file.at(MAGIC.length()) != VERSION) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(file.toArray()).position(MAGIC.length() + 1);
    int kind = in.get();
    long generation = in.getLong();
    int iterations = in.getInt();
    Bytes salt = take(in, SALT_BYTES);
    int contentLength = in.getInt();
    Bytes nonce = take(in, AesGcm256.NONCE_BYTES);
    return (long) file.length() == (long) BYTES + contentLength + AesGcm256.TAG_BYTES
        ? Optional.of(new StorageHeader(kind, generation, iterations, salt, contentLength, nonce))
        : Optional.empty();
  }

  private static Bytes take(ByteBuffer in, int length) {
    byte[] value = new byte[length];
    in.get(value);
    return Bytes.of(value);
  }
}
