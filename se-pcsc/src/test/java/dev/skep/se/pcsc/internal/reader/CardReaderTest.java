package dev.skep.se.pcsc.internal.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skep.api.Bytes;
import dev.skep.api.se.SecurityElementSlots.Slot;
import dev.skep.api.se.SecurityElementSlots.State;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.transport.TransportException;
import dev.skep.se.pcsc.internal.transport.TransportException.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Retries, deadlines and watch, with faults that no daemon makes on demand. */
@Timeout(60)
class CardReaderTest {
  private static final String ID = "pcsc:0011223344556677";
  private static final ReaderSettings SETTINGS =
      new ReaderSettings(
          Bytes.hex("F0534B455001"), Duration.ofMillis(400), Duration.ofMillis(400), 3);

  private final FakeLibrary library = new FakeLibrary();
  private final CardReader reader = new CardReader(FakeLibrary.READER, library, SETTINGS);

  @AfterEach
  void close() {
    reader.close();
  }

  @Test
  void selectsInATransactionAndStaysConnected() throws Exception {
    reader.run(CardSession::info);
    reader.run(CardSession::refresh);
    assertThat(library.calls)
        .containsExactly("open", "connect", "begin", "A4", "end", "begin", "A4", "02", "end");
  }

  @Test
  void beginsAgainWhereSomebodyElseHadTheCardOrHadResetIt() throws Exception {
    library.connectFailures.addAll(List.of(Failure.BUSY, Failure.BUSY));
    library.beginFailures.add(Failure.RESET);
    assertThat(reader.run(CardSession::info).personalized()).isTrue();
    assertThat(String.join(" ", library.calls))
        .isEqualTo("open connect connect connect begin disconnect connect begin A4 end");
  }

  @Test
  void givesUpAfterSoManyTimes() {
    library.connectFailures.addAll(
        List.of(Failure.BUSY, Failure.BUSY, Failure.BUSY, Failure.BUSY, Failure.BUSY));
    TransportException busy = failure(CardSession::info);
    assertThat(busy.failure()).isEqualTo(Failure.BUSY);
    assertThat(busy.sent()).isFalse();
    assertThat(library.connectFailures).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Failure.class,
      names = {"RESET", "REMOVED", "DAEMON_GONE", "FAULT", "BUSY"})
  void neverRepeatsWhatMayHaveReachedTheCard(Failure failure) {
    library.transmitFailures.add(failure);
    TransportException lost = failure(CardSession::refresh);
    assertThat(lost.failure()).isEqualTo(failure);
    assertThat(lost.sent()).isTrue();
    assertThat(library.calls).filteredOn("02"::equals).hasSize(1);
  }

  @Test
  void establishesTheContextAgainAfterTheDaemonWent() throws Exception {
    reader.run(CardSession::info);
    library.beginFailures.add(Failure.DAEMON_GONE);
    reader.run(CardSession::info);
    assertThat(library.calls).containsSubsequence("disconnect", "release", "open", "connect");
    library.beginFailures.add(Failure.REMOVED);
    library.connectFailures.add(Failure.REMOVED);
    assertThat(failure(CardSession::info).failure()).isEqualTo(Failure.REMOVED);
  }

  @Test
  void saysThatTheReaderWasUnplugged() throws Exception {
    reader.run(CardSession::info);
    library.plugged = false;
    assertThat(failure(CardSession::info).failure()).isEqualTo(Failure.READER_GONE);
    library.plugged = true;
    reader.run(CardSession::info);
  }

  @Test
  void isSilentUntilTheLateAnswerAndForgetsThatOne() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    TransportException silent =
        failure(
            card -> {
              card.refresh();
              awaitQuietly(answers);
              return card.refresh();
            });
    assertThat(silent.failure()).isEqualTo(Failure.SILENT);
    assertThat(silent.sent()).isTrue();
    assertThat(reader.isSilent()).isTrue();
    int before = library.calls.size();
    assertThat(failure(CardSession::info).failure()).isEqualTo(Failure.SILENT);
    assertThat(library.calls).hasSize(before);
    answers.countDown();
    until(() -> !reader.isSilent());
    reader.run(CardSession::info);
    assertThat(library.calls).filteredOn("02"::equals).hasSize(1);
  }

  @Test
  void endsItsThread() throws Exception {
    reader.run(CardSession::info);
    reader.close();
    assertThat(reader.awaitEnd(Duration.ofSeconds(10))).isTrue();
    assertThat(library.calls).endsWith("disconnect", "release");
    assertThat(failure(CardSession::info).failure()).isEqualTo(Failure.READER_GONE);
  }

  @Test
  void theMonitorFollowsAReaderThatIsUnpluggedAndAServiceThatEnds() {
    Seen seen = new Seen();
    MonitorSettings settings =
        new MonitorSettings(Pattern.compile("Fake.*"), Duration.ofMillis(100), SETTINGS);
    try (ReaderMonitor monitor = ReaderMonitor.start(library, settings, seen)) {
      until(() -> seen.all.size() == 1);
      assertThat(monitor.slots()).extracting(Slot::state).containsExactly(State.PERSONALIZED);
      library.plugged = false;
      until(() -> seen.all.size() == 2);
      until(() -> monitor.slots().isEmpty());
      library.plugged = true;
      until(() -> seen.all.size() == 3);
      library.serves = false;
      until(() -> seen.all.size() == 4);
      until(() -> library.calls.get(library.calls.size() - 1).equals("open"));
      assertThat(monitor.slots().get(0).text()).contains("start it (pcscd)");
      library.calls.clear();
      until(() -> library.calls.size() >= 2);
      assertThat(library.calls).containsOnly("open"); // with pauses, never spinning
      library.serves = true;
      until(() -> seen.all.size() == 5);
    }
    assertThat(seen.all)
        .containsExactly("+" + ID, "-" + ID, "+" + ID, "-" + ID, "+" + ID, "-" + ID);
  }

  /** Notes who comes and goes. */
  private static final class Seen implements CardListener {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public void appeared(CardReader at, CardInfo card) {
      all.add("+" + card.id());
    }

    @Override
    public void disappeared(CardReader at, CardInfo card) {
      all.add("-" + card.id());
    }
  }

  private TransportException failure(CardJob<?> job) {
    TransportException failure =
        catchThrowableOfType(TransportException.class, () -> reader.run(job));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("too late").isNegative();
      Thread.onSpinWait();
    }
  }
}
