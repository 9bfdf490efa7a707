package dev.skep.benchmarks.internal;

import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.StoreException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.ExecutionException;
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
 * Whole enrolments over HTTP, each by a new device, next to the bare operations that they need. The
 * result is in {@link EnrolmentTimes}; the time of a round means nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = CpuTime.COMPILE_EARLY)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 15, time = 1)
public class EnrolmentBenchmark {
  /** Whose operations. */
  @Param public Engine engine = Engine.BC;

  /** Where the stores are. */
  @Param public Database database = Database.H2;

  /** How many a round makes, and a fourth of it one at a time. */
  @Param("32")
  public int batch;

  /** How many holders enrol at once. */
  @Param("8")
  public int holdersAtOnce;

  /** CPU time of the rounds that come first, in seconds, with all threads and the compiler's. */
  @Param("25")
  public int warmUpSeconds;

  private final JcaEngines engines = Engine.atHand();

  @SuppressWarnings("NullAway.Init")
  private DeviceMaker maker;

  @SuppressWarnings("NullAway.Init")
  private EcOperations operations;

  @SuppressWarnings("NullAway.Init")
  private EcOperations operationsOfBc;

  @SuppressWarnings("NullAway.Init")
  private EcOperations operationsOfJdk;

  @SuppressWarnings("NullAway.Init")
  private EnrolmentServer server;

  @SuppressWarnings("NullAway.Init")
  private Holders holders;

  /** Makes the device CA and a server that knows it, and warms up. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    maker = new DeviceMaker(KeyKind.EC, engines, 1);
    operations = new EcOperations(engines, engine);
    operationsOfBc = new EcOperations(engines, Engine.BC);
    operationsOfJdk = new EcOperations(engines, Engine.JDK);
    server =
        new EnrolmentServer(
            database, new EnrolmentParts.Engines(engines, engine), maker.trustDirectory());
    holders = new Holders(server, maker.ca(), engines);
    holders.enrol(holders.make(1), 1);
    CpuTime.spend(warmUpSeconds, () -> round(new EnrolmentTimes()));
  }

  /** Ends the server and deletes what was written. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    holders.close();
    server.close();
    maker.close();
  }

  /** How many enrolments were acknowledged, up to a thousand. */
  long enrolled() throws StoreException {
    return server.enrolled();
  }

  /** Runs everything once. */
  @Benchmark
  public void round(EnrolmentTimes times)
      throws InterruptedException, ExecutionException, GeneralSecurityException {
    enrolTogether(times);
    enrolAlone(times);
    times.generate += operations.generate(batch);
    times.agree += operations.agree(batch);
    times.verifyByNewKey += operations.verifyByNewKey(batch);
    long verify = operations.verify(batch);
    long sign = operationsOfBc.sign(batch);
    times.verify += verify;
    times.signByBc += sign;
    times.signByJdk += operationsOfJdk.sign(batch);
    times.operations += batch;
    // What the roles took without it is their own.
    times.cpuCryptography += verify + sign;
    times.cpuTrust -= verify;
    times.cpuCertificates -= sign;
    times.clockCryptography += (verify + sign) * alone() / batch;
    times.clockTrust -= verify * alone() / batch;
    times.clockCertificates -= sign * alone() / batch;
  }

  private int alone() {
    return Math.max(1, batch / 4);
  }

  private void enrolTogether(EnrolmentTimes times) throws InterruptedException, ExecutionException {
    List<Holder> all = holders.make(batch);
    long processes = server.databaseCpu();
    long process = CpuTime.ofProcess();
    ServerTime before = new ServerTime(server.clock());
    long nanos = holders.enrol(all, holdersAtOnce);
    ServerTime after = new ServerTime(server.clock());
    times.together += nanos;
    times.machine += nanos * Runtime.getRuntime().availableProcessors();
    times.process += CpuTime.ofProcess() - process;
    times.databaseProcesses += server.databaseCpu() - processes;
    times.cpuCryptography += after.cpuSince(before, Stage.CRYPTOGRAPHY);
    times.cpuTrust += after.cpuSince(before, Stage.TRUST);
    times.cpuCertificates += after.cpuSince(before, Stage.CERTIFICATES);
    times.cpuCommit += after.cpuSince(before, Stage.COMMIT);
    times.cpuDatabase +=
        after.cpuSince(before, Stage.DATABASE) + after.restSince(before, ServerThreads.DATABASE);
    times.cpuAudit +=
        after.cpuSince(before, Stage.AUDIT) + after.restSince(before, ServerThreads.AUDIT);
    times.cpuEnrolment += after.cpuSince(before, Stage.ENROLMENT);
    times.cpuCeremony += after.cpuSince(before, Stage.CEREMONY);
    times.cpuHttp += after.restSince(before, ServerThreads.HTTP);
  }

  private void enrolAlone(EnrolmentTimes times) throws InterruptedException, ExecutionException {
    List<Holder> all = holders.make(alone());
    ServerTime before = new ServerTime(server.clock());
    times.alone += holders.enrol(all, 1);
    ServerTime after = new ServerTime(server.clock());
    times.aloneOperations += alone();
    ServerThreads http = ServerThreads.HTTP;
    times.clockCryptography += after.clockSince(before, Stage.CRYPTOGRAPHY, http);
    times.clockTrust += after.clockSince(before, Stage.TRUST, http);
    times.clockCertificates += after.clockSince(before, Stage.CERTIFICATES, http);
    // An embedded database commits on threads of its own, for which the others wait.
    long elsewhere = after.clockSince(before, Stage.COMMIT, ServerThreads.DATABASE);
    times.clockCommit += after.clockSince(before, Stage.COMMIT, http) + elsewhere;
    times.clockDatabase += after.clockSince(before, Stage.DATABASE, http) - elsewhere;
    times.clockAudit += after.clockSince(before, Stage.AUDIT, http);
    times.clockEnrolment += after.clockSince(before, Stage.ENROLMENT, http);
    times.clockCeremony += after.clockSince(before, Stage.CEREMONY, http);
    times.clockHttp += after.restSince(before, http);
  }
}
