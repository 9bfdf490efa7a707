package dev.skep.benchmarks.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every benchmark runs once; a server that refuses would make it fail. */
class BenchmarksTest {
  @ParameterizedTest
  @EnumSource(Engine.class)
  void acceptsEverySessionOnP256(Engine engine) throws Exception {
    EcBenchmark benchmark = new EcBenchmark();
    benchmark.engine = engine;
    benchmark.batch = 2;
    benchmark.warmUpSeconds = 0;
    EcTimes times = new EcTimes();
    benchmark.open();

    benchmark.round(times);

    benchmark.close();
    assertThat(times).hasNoNullFieldsOrProperties();
    assertThat(times.operations).isEqualTo(2);
    assertThat(times)
        .extracting("offer", "core", "newDevice", "returningDevice", "fullPkix", "generate")
        .allSatisfy(time -> assertThat((long) time).isPositive());
    assertThat(times.handshake > 0).isEqualTo(engine != Engine.BC);
    assertThat(Security.getProvider(engine.preference().get(0))).isNull();
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void acceptsEverySessionWithRsa(Engine engine) throws Exception {
    RsaBenchmark benchmark = new RsaBenchmark();
    benchmark.engine = engine;
    benchmark.batch = 2;
    benchmark.warmUpSeconds = 0;
    RsaTimes times = new RsaTimes();
    benchmark.open();

    benchmark.round(times);

    benchmark.close();
    assertThat(times.operations).isEqualTo(2);
    assertThat(times)
        .extracting("offer", "core", "newDevice", "newCertificate", "returningDevice", "fullPkix")
        .allSatisfy(time -> assertThat((long) time).isPositive());
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void acceptsEverySessionFromTwoThreads(Engine engine) throws Exception {
    ThreadsBenchmark benchmark = new ThreadsBenchmark();
    benchmark.engine = engine;
    benchmark.batch = 2;
    benchmark.warmUpSeconds = 0;
    ThreadTimes times = new ThreadTimes();
    benchmark.open();

    benchmark.round(times);

    benchmark.close();
    assertThat(times.operations).isEqualTo(2);
    assertThat(times)
        .extracting("acceptByOne", "acceptByTwo", "verifyByOne", "verifyByTwo")
        .allSatisfy(time -> assertThat((long) time).isPositive());
  }

  @ParameterizedTest
  @EnumSource(Database.class)
  void enrolsEveryHolder(Database database) throws Exception {
    EnrolmentBenchmark benchmark = new EnrolmentBenchmark();
    benchmark.database = database;
    benchmark.batch = 4;
    benchmark.holdersAtOnce = 2;
    benchmark.warmUpSeconds = 0;
    EnrolmentTimes times = new EnrolmentTimes();
    benchmark.open();

    benchmark.round(times);

    assertThat(benchmark.enrolled()).isEqualTo(1 + 4 + 1);
    benchmark.close();
    assertThat(times.operations).isEqualTo(4);
    assertThat(times)
        .extracting("together", "alone", "cpuCryptography", "cpuCommit", "cpuDatabase", "cpuHttp")
        .allSatisfy(time -> assertThat((long) time).isPositive());
    assertThat(times)
        .extracting("cpuAudit", "cpuEnrolment", "cpuCeremony", "clockCommit", "signByJdk")
        .allSatisfy(time -> assertThat((long) time).isPositive());
  }

  @Test
  void measuresNoHolderWhoIsRefused() throws Exception {
    JcaEngines engines = Engine.atHand();
    try (DeviceMaker maker = new DeviceMaker(KeyKind.EC, engines, 1);
        EnrolmentServer server =
            new EnrolmentServer(
                Database.H2,
                new EnrolmentParts.Engines(engines, Engine.BC),
                maker.trustDirectory());
        Holders holders = new Holders(server, maker.ca(), engines)) {
      Holder holder = holders.make(1).get(0);

      assertThatThrownBy(() -> holders.enrol(List.of(holder, holder), 1))
          .hasMessageContaining("could not enrol");
      assertThat(server.enrolled()).isEqualTo(1);
    }
  }

  @Test
  void measuresNoResponseThatTheServerRefuses() {
    JcaEngines engines = Engine.atHand();
    try (DeviceMaker maker = new DeviceMaker(KeyKind.EC, engines, 1)) {
      Issuer issuer =
          Issuer.start(KeyKind.EC, engines, Engine.BC, maker.trustDirectory(), Optional.empty());
      Device device = maker.devices(1, DeviceCa.Form.PLAIN).get(0);
      Bytes response = device.respond(issuer.offer(), new SecureRandom());
      issuer.accept(response);

      assertThatThrownBy(() -> issuer.accept(response))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("S-10");
    }
  }
}
