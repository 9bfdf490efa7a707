package dev.skep.client.internal.shell;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an operator of the issuer does: enrolments and certificates.
 *
 * @param desk that does it
 * @param out of the command
 * @param options of the call
 */
record DeskCommands(EnrollmentDesk desk, PrintStream out, CommandOptions options) {
  private static final int SHOWN = 50;
  private static final int MAXIMUM_HOURS = 8_760;

  void plans() {
    List<EnrollmentDesk.PlanSummary> plans = desk.plans();
    if (plans.isEmpty()) {
      out.println("there is no plan; put one into conf/plans/");
      return;
    }
    Table table = new Table(3).row("PLAN", "STATE", "DESCRIPTION");
    for (EnrollmentDesk.PlanSummary plan : plans) {
      table.row(plan.name(), plan.usable() ? "usable" : "refused", plan.description());
    }
    table.print(out);
  }

  void create() throws CommandFailedException {
    EnrollmentSpec spec =
        new EnrollmentSpec(
            options.operands().get(0),
            options.need(CommandOptions.PLAN),
            validity(),
            options.get(CommandOptions.DEVICE).map(hex -> hex.toLowerCase(Locale.ROOT)));
    try (Voucher voucher = desk.create(spec)) {
      out.println(
          "enrolment "
              + Printable.of(voucher.enrollmentId())
              + " for "
              + Printable.of(spec.account())
              + ", until "
              + voucher.expiresAt()
              + "; this is shown once:");
      print("code", voucher.code());
      for (Voucher.Preset preset : voucher.presets()) {
        print(preset.kind() + " " + preset.id(), preset.value());
      }
    } catch (SettingsException e) {
      throw new CommandFailedException(Printable.of(e));
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  void enrolments() throws CommandFailedException {
    try {
      List<Enrollment> newest = desk.enrollments(SHOWN);
      if (newest.isEmpty()) {
        out.println("there is no enrolment yet");
        return;
      }
      Table table = new Table(6).row("ID", "ACCOUNT", "PLAN", "STATE", "UNTIL", "SESSION");
      for (Enrollment one : newest) {
        String wrong = one.failedAttempts() == 0 ? "" : ", " + one.failedAttempts() + " wrong";
        table.row(
            one.terms().id(),
            one.terms().account(),
            one.terms().plan(),
            one.state().name().toLowerCase(Locale.ROOT) + wrong,
            one.terms().expiresAt().toString(),
            one.sessionId().map(id -> id.toHex()).orElse("none"));
      }
      table.print(out);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  void cancel() throws CommandFailedException {
    String id = options.operands().get(0).toUpperCase(Locale.ROOT);
    try {
      if (!desk.cancel(id)) {
        throw new CommandFailedException("there is no open enrolment " + Printable.of(id));
      }
      out.println("enrolment " + Printable.of(id) + " is cancelled");
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  void certificates() throws CommandFailedException {
    try {
      List<CertificateEntry> newest = desk.certificates(options.get(CommandOptions.ACCOUNT), SHOWN);
      if (newest.isEmpty()) {
        out.println("there is no certificate yet");
        return;
      }
      Table table = new Table(5).row("SERIAL", "ACCOUNT", "KEY", "STATE", "UNTIL");
      for (CertificateEntry entry : newest) {
        String reason = entry.revocation().map(why -> ", " + why.reason().text()).orElse("");
        table.row(
            entry.issued().serialNumber(),
            entry.account(),
            entry.issued().keyId(),
            entry.status().name().toLowerCase(Locale.ROOT) + reason,
            entry.issued().notAfter().toString());
      }
      table.print(out);
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  void revoke() throws CommandFailedException {
    String serial = options.operands().get(0).toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    RevocationReason reason = reason(options.get(CommandOptions.REASON));
    try {
      if (!desk.revoke(serial, reason)) {
        throw new CommandFailedException(
            "there is no certificate "
                + Printable.of(serial)
                + " that could be revoked; it is unknown, or revoked already");
      }
      out.println("certificate " + Printable.of(serial) + " is revoked: " + reason.text());
    } catch (StoreException e) {
      throw failed(e);
    }
  }

  private Optional<Duration> validity() throws CommandFailedException {
    Optional<String> hours = options.get(CommandOptions.VALID_HOURS);
    if (hours.isEmpty()) {
      return Optional.empty();
    }
    if (!hours.get().matches("[1-9][0-9]{0,3}") || Integer.parseInt(hours.get()) > MAXIMUM_HOURS) {
      throw CommandFailedException.wrongCall("--valid-hours is 1 to " + MAXIMUM_HOURS);
    }
    return Optional.of(Duration.ofHours(Integer.parseInt(hours.get())));
  }

  private static RevocationReason reason(Optional<String> text) throws CommandFailedException {
    if (text.isEmpty()) {
      return RevocationReason.UNSPECIFIED;
    }
    return Stream.of(RevocationReason.values())
        .filter(reason -> reason.text().equals(text.get()))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailedException.wrongCall(
                    "--reason is one of "
                        + Stream.of(RevocationReason.values())
                            .map(RevocationReason::text)
                            .collect(Collectors.joining(", "))));
  }

  /** Byte by byte: a secret never becomes a String. */
  private void print(String what, SecretBytes secret) {
    out.print("  " + Printable.of(what) + "  ");
    secret.use(
        bytes -> {
          for (byte character : bytes) {
            out.print((char) character);
          }
          return bytes.length;
        });
    out.println();
  }

  private static CommandFailedException failed(StoreException e) {
    return new CommandFailedException("the store failed: " + Printable.of(e));
  }
}
