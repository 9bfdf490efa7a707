package dev.skep.client.internal.shell;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.CeremonyRequest.OutsideData;
import dev.skep.api.client.Consent;
import dev.skep.api.client.SessionClient;
import dev.skep.api.provisioning.Labels;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedObject.Key;
import dev.skep.api.se.ProvisionedObject.Pin;
import dev.skep.client.internal.Printable;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.provisioning.OutsideDataMac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code skep:enrol}: one ceremony with an enrolment code, and what its holder has to do after it.
 *
 * @param client runs the ceremony
 * @param present the security element
 * @param terminal of the command
 * @param options of the call
 */
record EnrolCommand(
    SessionClient client,
    PresentElements.Present present,
    Terminal terminal,
    CommandOptions options) {
  void run(String server) throws CommandFailedException {
    URI address = CeremonyReport.address(server);
    List<OutsideData> data = data();
    terminal.out().println("SE " + Printable.of(present.id()) + " with " + Printable.of(server));
    List<ProvisionedObject> before = objects();
    try (SecretBytes code = code()) {
      CeremonyRequest request =
          new CeremonyRequest(address, present.element(), Optional.of(code), data, this::consents);
      CeremonyReport.print(CeremonyReport.run(client, request, terminal.out()), terminal.out());
    }
    showNewCertificates(before);
    askForFirstValues();
  }

  /** A code is good for one session only, so an argument may carry it, unlike a PIN. */
  private SecretBytes code() throws CommandFailedException {
    Optional<String> given = options.get(CommandOptions.CODE);
    if (given.isPresent()) {
      return SecretBytes.adopt(given.get().getBytes(StandardCharsets.UTF_8));
    }
    return terminal
        .secret("enrolment code")
        .filter(typed -> typed.length() > 0)
        .orElseThrow(
            () ->
                new CommandFailedException(
                    "no enrolment code was given; the issuer gives one, for --code"));
  }

  private boolean consents(Consent.Proposal proposal) {
    terminal.out().println("  issuer     " + Printable.of(proposal.issuer()));
    terminal
        .out()
        .println(
            "  account    "
                + (proposal.account().isEmpty() ? "(none)" : Printable.of(proposal.account())));
    terminal
        .out()
        .println(
            "  keys       "
                + (proposal.keys().isEmpty()
                    ? "(no new one)"
                    : Printable.of(String.join(", ", proposal.keys()))));
    return options.has(CommandOptions.YES)
        || terminal.agrees("Is this your issuer and your account? It learns which device this is.");
  }

  private List<OutsideData> data() throws CommandFailedException {
    List<OutsideData> data = new ArrayList<>();
    for (String file : options.all(CommandOptions.DATA)) {
      Path path = FileContents.path(file);
      String label = String.valueOf(path.getFileName());
      if (!Labels.isValid(label)) {
        throw new CommandFailedException(
            Printable.of(file) + " has a name that is no label of up to 128 bytes; rename it");
      }
      data.add(new OutsideData(label, FileContents.read(path, OutsideDataMac.MAX_BYTES)));
    }
    if (data.size() > OutsideDataMac.MAX_RECORDS) {
      throw new CommandFailedException(
          "--data can be given " + OutsideDataMac.MAX_RECORDS + " times, not " + data.size());
    }
    return data;
  }

  private List<ProvisionedObject> objects() throws CommandFailedException {
    return HeldObjects.canHold(present.element()) ? HeldObjects.of(present).objects() : List.of();
  }

  /** What a run has brought to its end that was broken off before is not new any more. */
  private void showNewCertificates(List<ProvisionedObject> before) throws CommandFailedException {
    List<ProvisionedObject> now = objects();
    List<ProvisionedObject> fresh = now.stream().filter(one -> !before.contains(one)).toList();
    for (ProvisionedObject object : fresh.isEmpty() ? now : fresh) {
      if (object instanceof Key key) {
        show(key);
      }
    }
  }

  private void show(Key key) {
    Table table = new Table(2).row("key " + key.name(), key.terms().algorithm());
    if (key.certificateChain().isEmpty()) {
      table.row("  certificate", "none");
    } else {
      CertificateText leaf = CertificateText.of(key.certificateChain().get(0));
      table
          .row("  subject", leaf.subject())
          .row("  serial", leaf.serial())
          .row("  valid", leaf.validity());
    }
    table.row("  key id", fingerprint(key.publicKey())).print(terminal.out());
  }

  private static String fingerprint(Bytes publicKey) {
    return "SHA-256 " + Transcript.digest("SHA-256", publicKey).toHex();
  }

  private void askForFirstValues() throws CommandFailedException {
    for (ProvisionedObject object : objects()) {
      if (object instanceof Pin pin && !pin.isSet()) {
        terminal.out().println("PIN " + pin.name() + " is yours to choose");
        try {
          new PinCommands(HeldObjects.of(present), terminal, options).setFirst(pin);
        } catch (CommandFailedException e) {
          throw new CommandFailedException(
              e.getMessage()
                  + "; the enrolment is complete, only this PIN has no value yet: skep change-pin"
                  + " --pin "
                  + pin.name());
        }
      }
    }
  }
}
