package dev.skep.issuer.x509.internal.ca;

import dev.skep.api.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that only their owner may read. */
final class PrivateFiles {
  private PrivateFiles() {}

  /**
   * Reads a whole file.
   *
   * @param maximumBytes a longer one is refused
   * @return the content; the caller zeroes it if it is secret
   * @throws IOException if it cannot be read, is too long, or is open to others than its owner; the
   *     message says what to do
   */
  static byte[] read(Path file, int maximumBytes) throws IOException {
    if (DurableFiles.isOpenToOthers(file)) {
      throw new IOException("others than its owner may access it: chmod 600 it");
    }
    if (Files.size(file) > maximumBytes) {
      throw new IOException("it is longer than " + maximumBytes + " bytes: it is another file");
    }
    return Files.readAllBytes(file);
  }
}
