package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One server used by one thread and by two, in turn. JMH's own threads are not used, because the
 * responses have to be made in between, while nothing is measured. The result is in {@link
 * ThreadTimes}; the time of a round means nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = CpuTime.COMPILE_EARLY)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 15, time = 1)
public class ThreadsBenchmark {
  /** Whose operations. */
  @Param public Engine engine = Engine.JDK;

  /** How many each thread does in a round. */
  @Param("64")
  public int batch;

  /** CPU time of the rounds that come first, in seconds, with all threads and the compiler's. */
  @Param("15")
  public int warmUpSeconds;

  private final JcaEngines engines = Engine.atHand();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @SuppressWarnings("NullAway.Init")
  private DeviceMaker maker;

  @SuppressWarnings("NullAway.Init")
  private List<EcOperations> operations;

  @SuppressWarnings("NullAway.Init")
  private Issuer issuer;

  /** Who comes first finds emptied caches, so the turn changes. */
  private boolean oneComesFirst;

  /** Makes the device CA, the keys and a server that knows the CA, and warms up. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    maker = new DeviceMaker(KeyKind.EC, engines, batch);
    operations = List.of(new EcOperations(engines, engine), new EcOperations(engines, engine));
    issuer = Issuer.start(KeyKind.EC, engines, engine, maker.trustDirectory(), Optional.empty());
    new Sessions(issuer).accept(maker.devices(1, DeviceCa.Form.PLAIN));
    CpuTime.spend(warmUpSeconds, () -> round(new ThreadTimes()));
  }

  /** Deletes what was written. */
  @TearDown(Level.Trial)
  public void close() {
    threads.shutdown();
    maker.close();
  }

  /** Runs everything once. */
  @Benchmark
  public void round(ThreadTimes times) throws InterruptedException, ExecutionException {
    Sessions sessions = new Sessions(issuer);
    List<Work> accepting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Bytes> responses = sessions.responses(maker.devices(batch, DeviceCa.Form.PLAIN));
      accepting.add(() -> responses.forEach(issuer::accept));
    }
    List<Work> verifying =
        operations.stream().<Work>map(engine -> () -> engine.verify(batch)).toList();
    if (oneComesFirst) {
      times.acceptByOne += together(accepting.subList(2, 3));
      times.acceptByTwo += together(accepting.subList(0, 2));
      times.verifyByOne += together(verifying.subList(0, 1));
      times.verifyByTwo += together(verifying);
    } else {
      times.acceptByTwo += together(accepting.subList(0, 2));
      times.acceptByOne += together(accepting.subList(2, 3));
      times.verifyByTwo += together(verifying);
      times.verifyByOne += together(verifying.subList(0, 1));
    }
    oneComesFirst = !oneComesFirst;
    times.operations += batch;
  }

  /** What one thread does. */
  @FunctionalInterface
  private interface Work {
    void run() throws GeneralSecurityException;
  }

  /** Does each work on a thread of its own, all beginning at once; the mean of their times. */
  private long together(List<Work> works) throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(works.size());
    List<Future<Long>> running = new ArrayList<>();
    for (Work work : works) {
      running.add(threads.submit(() -> time(work, start)));
    }
    long sum = 0;
    for (Future<Long> one : running) {
      sum += one.get();
    }
    return sum / works.size();
  }

  private static long time(Work work, CyclicBarrier start)
      throws InterruptedException, BrokenBarrierException, GeneralSecurityException {
    start.await();
    long begin = CoreTime.now();
    work.run();
    return CoreTime.now() - begin;
  }
}
