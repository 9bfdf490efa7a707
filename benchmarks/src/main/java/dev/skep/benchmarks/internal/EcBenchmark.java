package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
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
 * Sessions on P-256, the bare operations that they consist of and the handshake to compare them
 * with, all in turn, so that whatever disturbs the machine disturbs them alike. The result is in
 * {@link EcTimes}; the time of a round means nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {CpuTime.COMPILE_EARLY, TlsHandshake.ONLY_P256})
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 15, time = 1)
public class EcBenchmark {
  /** Whose operations. */
  @Param public Engine engine = Engine.JDK;

  /**
   * How many of each kind make up a round: enough to run from warm caches, as a busy server does.
   */
  @Param("64")
  public int batch;

  /** CPU time of the rounds that come first, in seconds, with all threads and the compiler's. */
  @Param("40")
  public int warmUpSeconds;

  private final JcaEngines engines = Engine.atHand();

  @SuppressWarnings("NullAway.Init")
  private DeviceMaker maker;

  @SuppressWarnings("NullAway.Init")
  private EcOperations operations;

  @SuppressWarnings("NullAway.Init")
  private EcOperations pkixOperations;

  @SuppressWarnings("NullAway.Init")
  private TlsHandshake handshake;

  @SuppressWarnings("NullAway.Init")
  private Sessions sessions;

  @SuppressWarnings("NullAway.Init")
  private Core core;

  /** Makes the device CA, the keys and a server that knows the CA, and warms up. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    maker = new DeviceMaker(KeyKind.EC, engines, batch);
    operations = new EcOperations(engines, engine);
    pkixOperations = new EcOperations(engines, Engine.JDK);
    Engine ofTls = engine.shakesHands() ? engine : Engine.JDK;
    handshake =
        new TlsHandshake(maker.ca(), engines.select(ofTls.preference(), "KeyPairGenerator", "EC"));
    sessions =
        new Sessions(
            Issuer.start(KeyKind.EC, engines, engine, maker.trustDirectory(), Optional.empty()));
    sessions.accept(maker.devices(1, DeviceCa.Form.PLAIN));
    core = new Core(KeyKind.EC, engines, engine, maker.trustDirectory(), Optional.empty());
    CpuTime.spend(warmUpSeconds, this::warmUp);
  }

  /** Sessions most of all: of all that is measured, they have the most code to be compiled. */
  private void warmUp() throws GeneralSecurityException, IOException {
    sessions.accept(maker.devices(batch, DeviceCa.Form.PLAIN));
    round(new EcTimes());
  }

  /** Deletes what was written. */
  @TearDown(Level.Trial)
  public void close() {
    maker.close();
  }

  /** Runs everything once. */
  @Benchmark
  public void round(EcTimes times) throws GeneralSecurityException, IOException {
    sessions.takeOfferNanos();
    List<Device> devices = maker.devices(batch, DeviceCa.Form.PLAIN);
    times.newDevice += sessions.accept(devices);
    times.offer += sessions.takeOfferNanos();
    times.agree += operations.agree(batch);
    times.core += core.accept(devices);
    times.verifyByNewKey += operations.verifyByNewKey(batch);
    times.returningDevice += sessions.accept(devices);
    times.verify += operations.verify(batch);
    times.generate += operations.generate(batch);
    times.fullPkix += sessions.accept(maker.devices(batch, DeviceCa.Form.WITH_PRIVATE_EXTENSION));
    times.pkixVerify += pkixOperations.verify(batch);
    if (engine.shakesHands()) {
      times.handshake += handshake.shakeHands(batch);
    }
    times.operations += batch;
  }
}
