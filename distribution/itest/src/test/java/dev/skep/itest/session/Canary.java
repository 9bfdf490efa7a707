package dev.skep.itest.session;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;

/** A secret that is looked for where it must not be; kept masked, so as not to be found here. */
final class Canary {
  private static final byte MASK = 0x5a;
  private static final int BYTES = 48;

  private final byte[] masked = new byte[BYTES];

  /** Draws one. */
  Canary() {
    new SecureRandom().nextBytes(masked);
  }

  /** Writes the secret itself to a file of the owner only. */
  void writeTo(Path file) throws IOException {
    byte[] secret = unmasked();
    Files.write(file, secret);
    Arrays.fill(secret, (byte) 0);
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
  }

  /** The files below a folder that have it, without the one that may. */
  List<Path> filesWithIt(Path folder, Path allowed) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.equals(allowed) && isIn(file))
          .toList();
    }
  }

  /** Whether this JVM's heap, without what is garbage, has it. */
  boolean isInHeap(Path folder) throws Exception {
    Path dump = folder.resolve("heap.hprof");
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
            "dumpHeap",
            new Object[] {dump.toString(), true},
            new String[] {"java.lang.String", "boolean"});
    try {
      return isIn(dump);
    } finally {
      Files.delete(dump);
    }
  }

  /** Whether a file has it; reads byte by byte, so that no buffer of ours ever does. */
  boolean isIn(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      int matched = 0;
      for (int read = in.read(); read >= 0; read = in.read()) {
        // The drawn bytes do not repeat at their beginning, so starting over is enough.
        if ((byte) read == (byte) (masked[matched] ^ MASK)) {
          matched++;
          if (matched == BYTES) {
            return true;
          }
        } else {
          matched = (byte) read == (byte) (masked[0] ^ MASK) ? 1 : 0;
        }
      }
      return false;
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  private byte[] unmasked() {
    byte[] secret = masked.clone();
    for (int i = 0; i < BYTES; i++) {
      secret[i] ^= MASK;
    }
    return secret;
  }
}
