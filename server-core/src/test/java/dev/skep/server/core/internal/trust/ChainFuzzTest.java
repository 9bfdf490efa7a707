package dev.skep.server.core.internal.trust;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.issuer.TrustDecision;
import dev.skep.server.core.internal.trust.TestCertificate.Issued;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import dev.skep.testkit.vectors.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Certificate chains as they come in: trusted or not, and trusted only where all of it was issued.
 *
 * <p>The first byte is 0 for one certificate, and the rest is that; else it is the place where the
 * rest comes into a good chain, in place of the certificate there or after the last.
 */
class ChainFuzzTest {
  private static final Issued ROOT = TestCertificate.ca("CN=Root").selfSigned();
  private static final Issued MAKER = TestCertificate.ca("CN=Maker").by(ROOT);
  private static final Issued DEVICE = TestCertificate.leaf("CN=Device").by(MAKER);
  private static final TrustFixture FIXTURE = new TrustFixture(directory()).trusting(ROOT);
  private static final int PLACES = 4;

  private static Path directory() {
    try {
      Path work = Files.createDirectories(Path.of("target", "trust"));
      return Files.createTempDirectory(work, "fuzz");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Stream<Arguments> seeds() {
    List<Arguments> seeds = new ArrayList<>();
    for (Issued one : List.of(DEVICE, MAKER, ROOT)) {
      for (int place = 0; place < PLACES; place++) {
        seeds.add(Seeds.of(place, one.der()));
      }
    }
    Path vectors = Path.of(System.getProperty("skep.root"), "vectors");
    for (Scenario scenario : Scenario.readAll(vectors)) {
      if (scenario.find("certificate").filter(hex -> hex.startsWith("30")).isPresent()) {
        seeds.add(Seeds.of(0, scenario.bytes("certificate")));
      }
    }
    return seeds.stream();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void noAlteredChainIsTrusted(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    int place = Seeds.selector(input, PLACES);
    Bytes rest = Seeds.rest(input);
    List<Bytes> chain = new ArrayList<>();
    if (place == 0) {
      chain.add(rest);
    } else {
      chain.addAll(List.of(DEVICE.der(), MAKER.der(), rest));
      if (place < PLACES - 1) {
        chain.set(place - 1, rest);
        chain.remove(2);
      }
    }
    Allocation.bounded(input, Allocation.COMPUTING, () -> evaluate(chain));
  }

  private static void evaluate(List<Bytes> chain) {
    TrustDecision decision = FIXTURE.open().evaluate(chain, TestCertificate.NOW);
    if (decision instanceof TrustDecision.Untrusted untrusted) {
      if (!untrusted.rejection().rule().startsWith("S-7.")) {
        throw new AssertionError("not a rule of chains: " + untrusted.rejection());
      }
      return;
    }
    List<Bytes> issued = List.of(DEVICE.der(), MAKER.der(), ROOT.der());
    if (!chain.equals(issued.subList(0, Math.min(chain.size(), issued.size())))) {
      throw new AssertionError("a chain is trusted that nobody issued");
    }
  }
}
