package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code skep:personalize}: the device maker's two steps on a blank SE. */
final class PersonalizeCommand {
  private PersonalizeCommand() {}

  static void createKey(PresentElements.Present present, String attestation, PrintStream out)
      throws CommandFailedException {
    try {
      Bytes publicKey = personalizable(present).createAttestationKey(attestation);
      out.print(Pem.encodePublicKey(publicKey));
    } catch (SecurityElementException e) {
      throw refused(present, e);
    }
  }

  static void installChain(PresentElements.Present present, String file, PrintStream out)
      throws CommandFailedException {
    PersonalizableSecurityElement element = personalizable(present);
    List<Bytes> chain = Pem.readChain(path(file));
    try {
      element.installCertificateChain(chain);
      out.println(
          "SE "
              + Printable.of(present.id())
              + " is personalised, with a chain of "
              + chain.size()
              + (chain.size() == 1 ? " certificate" : " certificates")
              + "; this is final");
    } catch (SecurityElementException e) {
      throw refused(present, e);
    }
  }

  private static Path path(String file) throws CommandFailedException {
    try {
      return Path.of(file).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new CommandFailedException(Printable.of(file) + " is no file name");
    }
  }

  private static PersonalizableSecurityElement personalizable(PresentElements.Present present)
      throws CommandFailedException {
    if (present.element() instanceof PersonalizableSecurityElement element) {
      return element;
    }
    throw new CommandFailedException(
        "SE " + Printable.of(present.id()) + " cannot be personalised here; use its maker's tool");
  }

  private static CommandFailedException refused(
      PresentElements.Present present, SecurityElementException e) {
    return new CommandFailedException("SE " + Printable.of(present.id()) + ": " + Printable.of(e));
  }
}
