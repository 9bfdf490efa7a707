package dev.skep.se.kernel.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.protocol.RecordChannel;
import dev.skep.testkit.fuzz.Allocation;
import dev.skep.testkit.fuzz.Seeds;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.vectors.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A whole SE with handles that hold their session: whatever comes from a client or a rogue server
 * is answered or refused by the checked exception. The first byte says which way the rest goes in;
 * sealed records are authentic, so that what is behind the MAC is reached too.
 */
class ElementFuzzTest {
  private static final Device DEVICE = new Device(true).suite(Device.EC);
  private static final KernelSecurityElement ELEMENT = DEVICE.openPersonalized();
  private static final List<String> OPERATIONS =
      List.of(
          "puk.define",
          "pin.define",
          "secret.import",
          "certificate.install",
          "pin.unblock",
          "object.delete",
          "commit",
          "echo");

  private enum Way {
    SERVER_KEY,
    REQUEST,
    HANDLE,
    RECORD,
    SEALED_RECORD
  }

  static Stream<Arguments> seeds() throws SecurityElementException {
    List<Arguments> seeds = new ArrayList<>();
    ServerSide server = DEVICE.server();
    seeds.add(seed(Way.SERVER_KEY, server.publicKey()));
    SessionHandle ended = Device.handle(DEVICE.session(ELEMENT));
    ELEMENT.abort(ended);
    seeds.add(seed(Way.HANDLE, ended.value()));
    Path vectors = Path.of(System.getProperty("skep.root"), "vectors");
    for (Scenario scenario : Scenario.readAll(vectors)) {
      boolean isRequest = scenario.find("type").filter("provisioning-request"::equals).isPresent();
      if (isRequest) {
        seeds.add(seed(Way.REQUEST, scenario.bytes("message")));
      }
      scenario
          .find("commitRecord")
          .ifPresent(record -> seeds.add(seed(Way.RECORD, Bytes.hex(record))));
      for (int i = 0; scenario.find("server." + i + ".op").isPresent(); i++) {
        int op = Math.max(0, OPERATIONS.indexOf(scenario.text("server." + i + ".op")));
        Bytes attributes = scenario.bytes("server." + i + ".attributes");
        Bytes head = Bytes.of(new byte[] {(byte) op, (byte) attributes.length()});
        Bytes plaintext = scenario.bytes("server." + i + ".plaintext");
        seeds.add(seed(Way.SEALED_RECORD, Bytes.concat(head, attributes, plaintext)));
      }
    }
    return seeds.stream();
  }

  private static Arguments seed(Way way, Bytes rest) {
    return Seeds.of(way.ordinal(), rest);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void everythingIsAnsweredOrRefused(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    Way way = Way.values()[Seeds.selector(input, Way.values().length)];
    Bytes rest = Seeds.rest(input);
    Allocation.bounded(
        input,
        Allocation.COMPUTING,
        () -> {
          try {
            run(way, rest);
          } catch (SecurityElementException e) {
            if (e.kind() != SecurityElementException.Kind.REFUSED
                && e.kind() != SecurityElementException.Kind.NO_SUCH_SESSION) {
              throw new AssertionError(way + " ends in " + e.kind(), e);
            }
          }
        });
  }

  private static void run(Way way, Bytes rest) throws SecurityElementException {
    ServerSide server = DEVICE.server();
    switch (way) {
      case SERVER_KEY -> establish(server.request(), rest, Bytes.EMPTY);
      case REQUEST -> establish(server.request(), server.publicKey(), rest);
      case HANDLE -> {
        if (rest.length() > 0) {
          ELEMENT.process(new SessionHandle(rest), List.of(Bytes.hex("a0")));
          throw new AssertionError("a handle was taken that is no session's");
        }
      }
      case RECORD -> process(ELEMENT.establish(server.request()), rest);
      default -> sealed(server, rest.toArray());
    }
  }

  private static void establish(EstablishRequest good, Bytes serverKey, Bytes request)
      throws SecurityElementException {
    Established established =
        ELEMENT.establish(
            new EstablishRequest(
                good.sessionId(), good.offerHash(), good.suite(), serverKey, request));
    ELEMENT.abort(established.handle());
  }

  private static void process(Established established, Bytes record)
      throws SecurityElementException {
    ProcessResult result = ELEMENT.process(established.handle(), List.of(record));
    if (result instanceof ProcessResult.Answered answered) {
      ELEMENT.abort(answered.handle());
    }
  }

  /** The operation that the first byte selects, then the length of its attributes. */
  private static void sealed(ServerSide server, byte[] rest) throws SecurityElementException {
    Established established = ELEMENT.establish(server.request());
    String op = OPERATIONS.get(Seeds.selector(rest, OPERATIONS.size()));
    Bytes content = Seeds.rest(rest);
    int length = content.length() == 0 ? 0 : Math.min(content.at(0), content.length() - 1);
    int from = Math.min(1, content.length());
    int left = content.length() - from - length;
    try (RecordChannel channel = server.accept(established);
        SecretBytes plaintext = SecretBytes.copyOf(content.slice(from + length, left).toArray())) {
      process(established, channel.seal(op, content.slice(from, length), plaintext));
    }
  }
}
