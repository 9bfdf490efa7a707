package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code skep:personalize}: the device maker's two steps on a blank SE. */
final class PersonalizeCommand {
  private PersonalizeCommand() {}

  static void run(PresentElements.Present present, CommandOptions options, PrintStream out)
      throws CommandFailedException {
    Optional<String> attestation = options.get(CommandOptions.ATTESTATION);
    Optional<String> chain = options.get(CommandOptions.CHAIN);
    if (attestation.isPresent() == chain.isPresent()) {
      throw CommandFailedException.wrongCall("give either --attestation or --chain");
    }
    if (attestation.isPresent()) {
      createKey(present, attestation.get(), out);
    } else if (chain.isPresent()) {
      installChain(present, chain.get(), out);
    }
  }

  private static void createKey(
      PresentElements.Present present, String attestation, PrintStream out)
      throws CommandFailedException {
    try {
      Bytes publicKey = personalizable(present).createAttestationKey(attestation);
      out.print(Pem.encode(Pem.PUBLIC_KEY, publicKey));
    } catch (SecurityElementException e) {
      throw refused(present, e);
    }
  }

  private static void installChain(PresentElements.Present present, String file, PrintStream out)
      throws CommandFailedException {
    PersonalizableSecurityElement element = personalizable(present);
    List<Bytes> chain = Pem.readChain(FileContents.path(file));
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
