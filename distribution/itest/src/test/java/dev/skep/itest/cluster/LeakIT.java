package dev.skep.itest.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.skep.api.SecretBytes;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.itest.cluster.IssuerHome.Node;
import dev.skep.itest.server.ServerJvm;
import dev.skep.itest.session.DeviceCa;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left of the secrets of an enrolment: nothing, in the log with everything in it, the
 * database, the element's sealed storage, what went over the network, and the heaps of both ends.
 *
 * <p>Where they may be: a secret that the operator has brought is in the operator's file. A code is
 * in the request for an offer, which TLS protects and which is of no use afterwards, and so it is
 * in what Jetty tells of the bytes that come in, if it is asked; {@code conf/logback.xml} warns of
 * that.
 */
class LeakIT {
  private static final int DOOR_BYTES = 48;

  /** Of a message in the log, which may go on in further lines. */
  private static final Pattern BEGINNING = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ");

  private static final Pattern JETTY =
      Pattern.compile("^\\S+ (TRACE|DEBUG) +\\[[^]]*] org\\.eclipse\\.jetty\\.");

  private static final String PLAN =
      """
      description: Badge
      puks:
        - id: puk
          length: 16
      pins:
        - id: pin
          minimum: 12
          maximum: 12
          puk: puk
          value: preset
      keys:
        - id: sign
          algorithm: ES256
          usage: [ digitalSignature ]
          pin: pin
          certificate:
            subject: CN={account},O=Example
            validity: 30d
      secrets:
        - id: door
          type: HS256
          pin: pin
          value: file:%s
      """;

  @TempDir Path folder;
  private final Leaks leaks = new Leaks();

  @Test
  @DisplayName("attacks 74 and 75: no secret in logs, files, answers, and heaps, once all is over")
  void leavesNoSecretAnywhere() throws Exception {
    DeviceCa maker = new DeviceCa("CN=Device CA of the discreet");
    IssuerHome home = new IssuerHome(folder, maker);
    Path door = doorSecret();
    home.plan("leak", PLAN.formatted(door));
    home.logEverything();
    Node node = home.start("node");
    Path serverHeap = folder.resolve("server.hprof");
    try {
      enrol(node, home, maker);
      try (ServerJvm server = ServerJvm.of(node.process())) {
        server.dumpHeap(serverHeap);
      }
      node.process().terminate();
      node.process().awaitExit(Duration.ofSeconds(30));
    } finally {
      node.process().close();
    }
    Path ownHeap = folder.resolve("holder.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpHeap(ownHeap.toString(), true);
    assertThat(leaks.in(door)).as("what is looked for can be found").isNotEmpty();
    Path container = separateJetty(node.data().resolve("log/skep.log"));
    assertThat(leaks.in(container))
        .as("what is in the log of the network's bytes")
        .isNotEmpty()
        .allMatch(found -> found.startsWith("code "));
    assertThat(found(List.of(door, container))).isEmpty();
    assertThat(serverHeap).isNotEmptyFile();
    assertThat(ownHeap).isNotEmptyFile();
    assertThat(Files.readString(node.data().resolve("log/skep.log")))
        .as("the log has everything")
        .contains(" TRACE ", " DEBUG ", "COMPLETED", "holder-0");
  }

  /** One enrolment that succeeds, and one with the same code, which does not. */
  private void enrol(Node node, IssuerHome home, DeviceCa maker) throws Exception {
    try (SecretBytes code = readLetter(home.lettersAsBytes(node, "leak", 1));
        RoundRobin wire = new RoundRobin(List.of(URI.create(node.address())), this::witness);
        Holder holder =
            new Holder("alice", folder, maker, Holders.client(folder), wire.address())) {
      assertThat(holder.attempt(code)).isInstanceOf(Completed.class);
      assertThat(holder.attempt(code)).isInstanceOf(Failed.class);
    }
  }

  /** Notes the code, the PIN and the PUK of a letter; gives the code. */
  private SecretBytes readLetter(byte[] letter) {
    int codeAt = indexOf(letter, ' ', 0) + 1;
    int codeEnd = indexOf(letter, ' ', codeAt);
    byte[] code = Arrays.copyOfRange(letter, codeAt, codeEnd);
    leaks.watch("code", code.clone());
    leaks.watch("code without dashes", withoutDashes(code));
    int at = codeEnd;
    while (at < letter.length && letter[at] == ' ') {
      int equals = indexOf(letter, '=', at);
      int end = Math.min(indexOf(letter, ' ', equals), indexOf(letter, '\n', equals));
      String id = new String(Arrays.copyOfRange(letter, at + 1, equals));
      leaks.watch(id, Arrays.copyOfRange(letter, equals + 1, end));
      at = end;
    }
    Arrays.fill(letter, (byte) 0);
    return SecretBytes.adopt(code);
  }

  private static byte[] withoutDashes(byte[] code) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (byte character : code) {
      if (character != '-') {
        plain.write(character);
      }
    }
    return plain.toByteArray();
  }

  private static int indexOf(byte[] text, char wanted, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return text.length;
  }

  private Path doorSecret() throws Exception {
    Path file = folder.resolve("door");
    byte[] secret = new byte[DOOR_BYTES];
    new SecureRandom().nextBytes(secret);
    Files.write(file, secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    leaks.watch("door", secret);
    return file;
  }

  /** Writes down all answers, and all requests but those for offers. */
  private void witness(String path, byte[] request, byte[] answer) throws IOException {
    append("answers", answer);
    if (!path.endsWith("/offers")) {
      append("requests", request);
    }
  }

  private void append(String name, byte[] content) throws IOException {
    Files.write(
        folder.resolve(name), content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Moves what Jetty has logged to a file of its own. */
  private Path separateJetty(Path log) throws IOException {
    Path rest = folder.resolve("log without Jetty");
    Path jetty = folder.resolve("log of Jetty");
    try (BufferedReader lines = Files.newBufferedReader(log);
        BufferedWriter toRest = Files.newBufferedWriter(rest);
        BufferedWriter toJetty = Files.newBufferedWriter(jetty)) {
      BufferedWriter to = toRest;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (BEGINNING.matcher(line).find()) {
          to = JETTY.matcher(line).find() ? toJetty : toRest;
        }
        to.append(line).append('\n');
      }
    }
    Files.move(rest, log, StandardCopyOption.REPLACE_EXISTING);
    return jetty;
  }

  private List<String> found(List<Path> allowed) throws Exception {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!allowed.contains(file)) {
          found.addAll(leaks.in(file));
        }
      }
    }
    return found;
  }
}
