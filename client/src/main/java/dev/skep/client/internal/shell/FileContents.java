package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.client.internal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that a person names. */
final class FileContents {
  private FileContents() {}

  static Path path(String file) throws CommandFailedException {
    try {
      return Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new CommandFailedException(Printable.of(file) + " is no file name");
    }
  }

  /**
   * Reads a file.
   *
   * @param maximumBytes one byte more is refused
   */
  static Bytes read(Path file, int maximumBytes) throws CommandFailedException {
    String shown = Printable.of(file.toString());
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(maximumBytes + 1);
      if (content.length > maximumBytes) {
        throw new CommandFailedException(
            shown + " is longer than " + maximumBytes + " bytes; is it the right file?");
      }
      return Bytes.of(content);
    } catch (NoSuchFileException e) {
      throw new CommandFailedException(shown + " does not exist");
    } catch (IOException e) {
      throw new CommandFailedException(shown + " cannot be read: " + Printable.of(e));
    }
  }

  /** Writes a file, in place of one that exists. */
  static void write(String file, Bytes content) throws CommandFailedException {
    try {
      Files.write(path(file), content.toArray());
    } catch (IOException e) {
      throw new CommandFailedException(
          Printable.of(file) + " cannot be written: " + Printable.of(e));
    }
  }
}
