package dev.skep.demo.internal.chapter;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentState;
import dev.skep.api.issuer.Voucher;
import dev.skep.demo.internal.device.DeviceCa;
import dev.skep.demo.internal.device.HolderMachine;
import dev.skep.demo.internal.device.SoftwareElement;
import dev.skep.demo.internal.story.Chapter;
import dev.skep.demo.internal.story.Narrator;
import dev.skep.demo.internal.story.StoryException;
import dev.skep.demo.internal.wire.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A holder's process is killed when its SE has committed and the server does not know it yet. */
public final class KilledClient implements Chapter {
  private static final SoftwareElement CAROL = new SoftwareElement("carol", "ES256", "wrapped");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PEM_KEY =
      Pattern.compile("-----BEGIN PUBLIC KEY-----(.+?)-----END PUBLIC KEY-----", Pattern.DOTALL);

  private final Stage stage;
  private final Path home;
  private final Path folder;
  private final DeviceCa maker;

  /**
   * Sets up a holder's machine.
   *
   * @param home this installation
   * @param folder of the demo
   * @param maker whom the server trusts
   */
  public KilledClient(Stage stage, Path home, Path folder, DeviceCa maker) {
    this.stage = stage;
    this.home = home;
    this.folder = folder;
    this.maker = maker;
  }

  @Override
  public String title() {
    return "A killed client that resumes";
  }

  @Override
  public String tell() throws Exception {
    Narrator narrator = stage.narrator();
    narrator.say(
        "The holder's machine runs bin/skep in processes of its own, with the security element "
            + CAROL.id()
            + ". Its line to the server is cut at the worst moment: when the SE has committed and its"
            + " receipt is on the way.");
    HolderMachine machine = HolderMachine.create(home, folder.resolve("holder"), CAROL);
    personalize(machine);
    EnrollmentSpec spec =
        new EnrollmentSpec("carol", "employee-badge", Optional.empty(), Optional.empty());
    try (Gate gate = new Gate(stage.server().base());
        Voucher voucher = stage.services().get(EnrollmentDesk.class).create(spec)) {
      String[] enrol = enrolment(gate, voucher);
      killAtTheReceipt(machine, gate, enrol);
      Enrollment cut = enrollment(voucher);
      narrator.expect(
          "the enrolment is not complete for the server",
          cut.state() == EnrollmentState.OPEN && cut.sessionId().isPresent(),
          cut.toString());
      gate.open();
      String printed = machine.start(enrol).complete();
      narrator.say("The same command again:");
      narrator.list(printed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
      Enrollment ended = enrollment(voucher);
      narrator.expect(
          "the SE repeated its receipt, and the very same session is complete now",
          ended.state() == EnrollmentState.COMPLETED && ended.sessionId().equals(cut.sessionId()),
          ended.toString());
      return "session " + ended.sessionId().orElseThrow().toHex().substring(0, 8) + "… resumed";
    }
  }

  private void personalize(HolderMachine machine) throws Exception {
    String printed =
        machine
            .start("personalize", "--se", CAROL.id(), "--attestation", CAROL.attestation())
            .complete();
    Matcher key = PEM_KEY.matcher(printed);
    if (!key.find()) {
      throw new StoryException("no public key was printed:\n" + printed);
    }
    Bytes publicKey = Bytes.of(Base64.getMimeDecoder().decode(key.group(1)));
    Bytes leaf = maker.certify(publicKey, CAROL.subject());
    Path chain = machine.file("carol.pem");
    Files.writeString(chain, DeviceCa.pem(leaf));
    machine.start("personalize", "--se", CAROL.id(), "--chain", chain.toString()).complete();
    stage.narrator().say(CAROL.id() + " is personalised by two runs of bin/skep personalize.");
  }

  private static String[] enrolment(Gate gate, Voucher voucher) {
    // A command line is no place for a secret; this code is worth nothing after the demo.
    byte[] code = voucher.code().copy();
    return new String[] {
      "enrol",
      "--server",
      gate.address().toString(),
      "--code",
      new String(code, StandardCharsets.US_ASCII),
      "--se",
      CAROL.id(),
      "--yes"
    };
  }

  private void killAtTheReceipt(HolderMachine machine, Gate gate, String... enrol)
      throws Exception {
    HolderMachine.Run run = machine.start(enrol);
    boolean held = gate.awaitHeld(PATIENCE);
    run.kill();
    stage
        .narrator()
        .expect(
            "bin/skep enrol was killed while the SE's receipt was on its way",
            held,
            "it never came that far:\n" + run.printed());
  }

  private Enrollment enrollment(Voucher voucher) throws Exception {
    return stage.services().get(EnrollmentDesk.class).enrollments(100).stream()
        .filter(one -> one.terms().id().equals(voucher.enrollmentId()))
        .findFirst()
        .orElseThrow(() -> new StoryException("the enrolment is gone"));
  }
}
