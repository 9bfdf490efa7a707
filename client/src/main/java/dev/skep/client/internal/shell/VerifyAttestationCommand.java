package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.client.internal.Printable;
import dev.skep.client.internal.attestation.AttestationResult;
import dev.skep.client.internal.attestation.AttestationResult.Genuine;
import dev.skep.client.internal.attestation.AttestationResult.Rejected;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.provisioning.CertificateChain;
import dev.skep.protocol.provisioning.KeyAttestation;
import dev.skep.protocol.provisioning.KeyStatement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code skep:verify-attestation}: what a key attestation proves to somebody else. */
final class VerifyAttestationCommand {
  private VerifyAttestationCommand() {}

  static void run(AttestationVerifier verifier, CommandOptions options, PrintStream out)
      throws CommandFailedException {
    Optional<String> spki = options.get(CommandOptions.SPKI);
    Optional<String> certificate = options.get(CommandOptions.CERTIFICATE);
    if (spki.isPresent() && certificate.isPresent()) {
      throw CommandFailedException.wrongCall("give either --spki or --certificate");
    }
    Bytes attestation = read(KeyAttestation.PEM_LABEL, options.need(CommandOptions.IN));
    Bytes deviceCa = read(Pem.CERTIFICATE, options.need(CommandOptions.CA));
    AttestationResult result = verifier.verify(attestation, deviceCa);
    if (result instanceof Rejected rejected) {
      throw new CommandFailedException(
          "not proved (" + rejected.rule() + "): " + Printable.of(rejected.reason()));
    }
    Genuine genuine = (Genuine) result;
    if (spki.isPresent()) {
      compare(genuine.statement(), read(Pem.PUBLIC_KEY, spki.get()), spki.get());
    } else if (certificate.isPresent()) {
      compare(genuine.statement(), keyOf(certificate.get()), certificate.get());
    }
    print(genuine, out);
  }

  private static Bytes read(String label, String file) throws CommandFailedException {
    return Pem.readOne(label, FileContents.path(file));
  }

  /** A file with a whole chain is as good: the key is the leaf's. */
  private static Bytes keyOf(String file) throws CommandFailedException {
    Path path = FileContents.path(file);
    Bytes der = Pem.readFirst(Pem.CERTIFICATE, path);
    return CertificateChain.publicKey(Pem.parse(der, Printable.of(file), 1));
  }

  private static void compare(KeyStatement statement, Bytes key, String file)
      throws CommandFailedException {
    if (!statement.publicKey().equals(key)) {
      throw new CommandFailedException(
          "not proved: the attestation is genuine, but of another key than "
              + Printable.of(file)
              + " has");
    }
  }

  private static void print(Genuine genuine, PrintStream out) {
    KeyStatement statement = genuine.statement();
    KeyTerms terms = statement.terms();
    out.println("genuine: the key was made inside this security element and cannot leave it");
    String usages =
        terms.usages().stream().map(KeyUsage::text).sorted().collect(Collectors.joining(" "));
    new Table(2)
        .row("device", genuine.device().getSubjectX500Principal().getName())
        .row("device serial", genuine.device().getSerialNumber().toString(16))
        .row("key", terms.id())
        .row("label", terms.label())
        .row("algorithm", terms.algorithm() + (terms.sizeBits() == 0 ? "" : " " + terms.sizeBits()))
        .row("usages", usages)
        .row("PIN", terms.pinId().orElse("none"))
        .row("public key", "SHA-256 " + Transcript.digest("SHA-256", statement.publicKey()).toHex())
        .row("session", statement.sessionId().toHex())
        .row("domain", statement.domain().toHex())
        .row("server key", "SHA-256 " + statement.serverKeyHash().toHex())
        .print(out);
    out.println("whether the device's certificate was revoked was not looked up");
  }
}
