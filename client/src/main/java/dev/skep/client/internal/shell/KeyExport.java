package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProvisionedObject.Key;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.KeyAttestation;
import java.util.stream.Collectors;

/**
 * {@code skep:certificate} and {@code skep:attestation}: what others need to rely on a key.
 *
 * @param held what there is
 * @param terminal of the command
 * @param options of the call
 */
record KeyExport(HeldObjects held, Terminal terminal, CommandOptions options) {
  void certificate() throws CommandFailedException {
    Key key = key();
    if (key.certificateChain().isEmpty()) {
      throw new CommandFailedException("key " + key.name() + " has no certificate");
    }
    String pem =
        key.certificateChain().stream()
            .map(der -> Pem.encode(Pem.CERTIFICATE, der))
            .collect(Collectors.joining());
    write(pem);
    CertificateText leaf = CertificateText.of(key.certificateChain().get(0));
    new Table(1).row(leaf.inOneLine()).print(terminal.out());
  }

  void attestation() throws CommandFailedException {
    Key key = key();
    Bytes attestation = key.attestation();
    if (attestation.length() == 0) {
      throw new CommandFailedException(
          "key "
              + key.name()
              + " was made without a signed attestation; the issuer's plan decides that");
    }
    try {
      KeyAttestation.decode(attestation, CborLimits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new CommandFailedException(
          "key " + key.name() + " has no readable attestation (" + e.getMessage() + ")");
    }
    write(Pem.encode(KeyAttestation.PEM_LABEL, attestation));
  }

  private Key key() throws CommandFailedException {
    return held.find(Key.class, "key", options.need(CommandOptions.KEY));
  }

  private void write(String pem) throws CommandFailedException {
    String out = options.need(CommandOptions.OUT);
    FileContents.write(out, Bytes.utf8(pem));
    terminal.out().println("written to " + out);
  }
}
