package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
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
 * Sessions with RSA of 2048 bits and the bare operations that they consist of, all in turn. The
 * result is in {@link RsaTimes}; the time of a round means nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = CpuTime.COMPILE_EARLY)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 15, time = 1)
public class RsaBenchmark {
  private static final int SESSIONS_PER_ROUND = 4;

  /** Whose operations. */
  @Param public Engine engine = Engine.JDK;

  /**
   * How many of each kind make up a round: enough to run from warm caches, as a busy server does.
   */
  @Param("64")
  public int batch;

  /** CPU time of the rounds that come first, in seconds, with all threads and the compiler's. */
  @Param("20")
  public int warmUpSeconds;

  private final JcaEngines engines = Engine.atHand();

  @SuppressWarnings("NullAway.Init")
  private DeviceMaker maker;

  @SuppressWarnings("NullAway.Init")
  private KeyPair serverKey;

  @SuppressWarnings("NullAway.Init")
  private RsaOperations operations;

  @SuppressWarnings("NullAway.Init")
  private RsaOperations pkixOperations;

  @SuppressWarnings("NullAway.Init")
  private Sessions sessions;

  @SuppressWarnings("NullAway.Init")
  private Core core;

  @SuppressWarnings("NullAway.Init")
  private List<Device> known;

  /** Makes the device CA, the keys and a server that knows the CA and all keys, and warms up. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    maker = new DeviceMaker(KeyKind.RSA, engines, batch);
    serverKey =
        DeviceCa.keyPair(
            KeyKind.RSA, engines.select(engine.preference(), "KeyPairGenerator", "RSA"));
    operations = new RsaOperations(engines, engine);
    pkixOperations = new RsaOperations(engines, Engine.JDK);
    sessions = server();
    known = maker.devices(batch, DeviceCa.Form.PLAIN);
    sessions.accept(known);
    core = new Core(KeyKind.RSA, engines, engine, maker.trustDirectory(), Optional.of(serverKey));
    core.accept(known);
    CpuTime.spend(warmUpSeconds, this::warmUp);
  }

  /** Sessions most of all: of all that is measured, they have the most code to be compiled. */
  private void warmUp() throws GeneralSecurityException {
    for (int i = 0; i < SESSIONS_PER_ROUND; i++) {
      sessions.accept(maker.certifiedAnew(known, DeviceCa.Form.PLAIN));
    }
    round(new RsaTimes());
  }

  private Sessions server() {
    return new Sessions(
        Issuer.start(KeyKind.RSA, engines, engine, maker.trustDirectory(), Optional.of(serverKey)));
  }

  /** Deletes what was written. */
  @TearDown(Level.Trial)
  public void close() {
    maker.close();
  }

  /** Runs everything once. */
  @Benchmark
  public void round(RsaTimes times) throws GeneralSecurityException {
    sessions.takeOfferNanos();
    List<Device> devices = maker.certifiedAnew(known, DeviceCa.Form.PLAIN);
    times.newCertificate += sessions.accept(devices);
    times.offer += sessions.takeOfferNanos();
    times.core += core.accept(devices);
    times.decrypt += operations.decrypt(batch);
    times.returningDevice += sessions.accept(devices);
    times.verify += operations.verify(batch);
    times.verifyByNewKey += operations.verifyByNewKey(batch);
    times.fullPkix +=
        sessions.accept(maker.certifiedAnew(known, DeviceCa.Form.WITH_PRIVATE_EXTENSION));
    times.pkixVerify += pkixOperations.verify(batch);
    times.newDevice += batch * acceptByNewServer(devices);
    times.operations += batch;
  }

  /** One new device at a server that does not know its key, but another device of its maker. */
  private long acceptByNewServer(List<Device> devices) {
    Sessions fresh = server();
    fresh.accept(devices.subList(0, 1));
    return fresh.accept(devices.subList(1, 2));
  }
}
