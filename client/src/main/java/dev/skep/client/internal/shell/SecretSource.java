package dev.skep.client.internal.shell;

import dev.skep.api.SecretBytes;
import dev.skep.client.internal.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a command has PINs and PUKs from: its person, or a file of one line. They are never
 * arguments, which every user of the machine can read; {@code /dev/fd/N} is a file, too.
 *
 * @param terminal of the command
 * @param options of the call
 */
record SecretSource(Terminal terminal, CommandOptions options) {
  private static final int LONGEST_FILE = 257;

  /**
   * A secret.
   *
   * @param option names the file
   * @param what for the person, for example {@code PIN user-pin}
   * @return the caller closes it
   */
  SecretBytes one(String option, String what) throws CommandFailedException {
    Optional<String> file = options.get(option);
    SecretBytes secret =
        file.isPresent()
            ? read(file.get())
            : terminal.secret(what).orElseThrow(() -> missing(option, what));
    return present(secret, what);
  }

  /**
   * A new secret, typed twice.
   *
   * @return the caller closes it
   */
  SecretBytes fresh(String option, String what) throws CommandFailedException {
    if (options.has(option)) {
      return one(option, what);
    }
    SecretBytes first = one(option, what);
    try (SecretBytes second = one(option, what + " again")) {
      if (first.matches(second)) {
        return first;
      }
    } catch (CommandFailedException e) {
      first.close();
      throw e;
    }
    first.close();
    throw new CommandFailedException("the two are not the same; nothing was changed");
  }

  private static SecretBytes present(SecretBytes secret, String what)
      throws CommandFailedException {
    if (secret.length() == 0) {
      secret.close();
      throw new CommandFailedException("no " + what + " was given; nothing was tried");
    }
    return secret;
  }

  private static CommandFailedException missing(String option, String what) {
    return new CommandFailedException(
        "no " + what + " was given; type it, or name a file that holds it with " + option);
  }

  private static SecretBytes read(String file) throws CommandFailedException {
    byte[] content = new byte[LONGEST_FILE];
    try (InputStream in = Files.newInputStream(FileContents.path(file))) {
      int length = in.readNBytes(content, 0, content.length);
      if (length > 0 && content[length - 1] == '\n') {
        length--;
      }
      if (length > 0 && content[length - 1] == '\r') {
        length--;
      }
      return Terminal.visible(Arrays.copyOf(content, length));
    } catch (IOException e) {
      throw new CommandFailedException(Printable.of(file) + " cannot be read: " + Printable.of(e));
    } finally {
      Arrays.fill(content, (byte) 0);
    }
  }
}
