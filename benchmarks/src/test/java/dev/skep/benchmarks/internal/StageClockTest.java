package dev.skep.benchmarks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StageClockTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long SPENT_NANOS = 20_000_000;

  private final StageClock clock = new StageClock();
  private final String name = Thread.currentThread().getName();

  @BeforeEach
  void becomeAThreadOfTheServer() {
    Thread.currentThread().setName(LoopbackServer.THREAD_NAMES);
  }

  @AfterEach
  void becomeATestAgain() {
    Thread.currentThread().setName(name);
  }

  @Test
  void chargesWhatRunsWithinAnotherStageToTheInnerOneOnly() {
    IntUnaryOperator store =
        clock.watch(Stage.COMMIT, IntUnaryOperator.class, StageClockTest::spend);
    IntUnaryOperator authority =
        clock.watch(Stage.ENROLMENT, IntUnaryOperator.class, store::applyAsInt);

    assertThat(authority.applyAsInt(7)).isEqualTo(7);

    assertThat(time(Stage.COMMIT)).isGreaterThanOrEqualTo(SPENT_NANOS);
    assertThat(time(Stage.ENROLMENT)).isPositive().isLessThan(time(Stage.COMMIT));
  }

  @Test
  void chargesToNoStageWhatOnlyLooksSomethingUp() {
    IntSupplier size = clock.watch(Stage.DATABASE, IntSupplier.class, () -> spend(1));

    assertThat(size.getAsInt()).isEqualTo(1);

    assertThat(clock.cpu(ServerThreads.HTTP)).containsOnly(0);
  }

  @Test
  void endsAStageWithTheExceptionThatTheRoleThrows() {
    IntUnaryOperator failing =
        clock.watch(
            Stage.TRUST,
            IntUnaryOperator.class,
            value -> {
              throw new IllegalArgumentException("no");
            });

    assertThatThrownBy(() -> failing.applyAsInt(1)).isInstanceOf(IllegalArgumentException.class);
    long charged = time(Stage.TRUST);
    spend(1);

    assertThat(time(Stage.TRUST)).isEqualTo(charged);
  }

  private long time(Stage stage) {
    return clock.cpu(ServerThreads.HTTP)[stage.ordinal()];
  }

  private static int spend(int result) {
    long end = THREADS.getCurrentThreadCpuTime() + SPENT_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
    return result;
  }
}
