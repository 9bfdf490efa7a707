package dev.skep.store.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it writes to H2. */
class CrashTest {
  /** For some seconds of writing: free room of the file would be written over by then. */
  private static final int ENOUGH = 4_000;

  private static final Instant EXPIRY = TestClock.START.plusSeconds(60);

  @TempDir Path folder;

  /** Claims one id after the other on four threads, and says each when it is acknowledged. */
  static final class Writer {
    private Writer() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws Exception {
      JdbcStores stores =
          JdbcStores.open(Engine.h2(Path.of(arguments[0])), Nodes.options(4), new TestClock());
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        new Thread(() -> claim(stores, out, first)).start();
      }
    }

    private static void claim(JdbcStores stores, PrintStream out, int first) {
      try {
        for (int i = first; ; i += 4) {
          Bytes id = Samples.session(i);
          if (stores.sessions().claim(id, EXPIRY)) {
            out.println(id.toHex());
          }
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @RepeatedTest(3)
  @DisplayName("attack 10: what was acknowledged before a SIGKILL is used after it")
  void everyAcknowledgedClaimIsThereAfterAKill() throws Exception {
    Path file = folder.resolve("skep");
    Set<String> acknowledged = killInTheMiddle(file);

    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
    Path whole = folder.resolve("skep.mv.db");
    long grown = Files.size(whole);
    new H2File(file, Engine.h2(file), Engine.h2(file, "")).compact();
    assertThat(Files.size(whole)).as("after a compaction").isLessThan(grown / 4);
    try (JdbcStores stores = JdbcStores.open(Engine.h2(file), Nodes.options(4), new TestClock())) {
      Set<String> lost = new TreeSet<>();
      for (String id : acknowledged) {
        if (stores.sessions().claim(Bytes.hex(id), EXPIRY)) {
          lost.add(id);
        }
      }
      assertThat(lost).isEmpty();
    }
  }

  private static Set<String> killInTheMiddle(Path file) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Writer.class.getName(),
                    file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> acknowledged = new TreeSet<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.US_ASCII))) {
      String line;
      while ((line = out.readLine()) != null) {
        if (line.length() == 32) {
          acknowledged.add(line);
        }
        if (acknowledged.size() == ENOUGH) {
          writer.toHandle().destroyForcibly(); // Leaves what it has said to be read.
        }
      }
    } finally {
      writer.destroyForcibly();
      writer.waitFor(30, TimeUnit.SECONDS);
    }
    return acknowledged;
  }
}
