package dev.skep.se.pcsc.internal;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.skep.api.Bytes;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SessionHandle;
import dev.skep.se.pcsc.internal.apdu.Answer;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.card.PcscSecurityElement;
import dev.skep.se.pcsc.internal.reader.CardReader;
import dev.skep.se.pcsc.simulator.CardInSlot;
import dev.skep.testkit.fuzz.Seeds;
import dev.skep.testkit.se.ServerSide;
import dev.skep.testkit.vectors.Scenario;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A card that answers what it likes: each operation ends, with a result or the checked exception.
 * The first byte says which operation; the rest is answers, each after its length in two bytes.
 * Where the byte has its top bit, SELECT is answered from there too.
 */
class CardFuzzTest {
  private static final int SELECT = 0xa4;
  private static final int LIES_AT_SELECT = 0x80;
  private static final Bytes INFO = Bytes.hex("0103010303030c001008100000112233445566779000");
  private static final ServerSide SERVER =
      new ServerSide(
          Rig.CATALOGUE, Rig.SUITE, ServerSide.freshKeys(Rig.CATALOGUE, Rig.SUITE.transport()));
  private static final ObjectName OBJECT = new ObjectName("0".repeat(64), "sign");

  /** One thing to ask of a card. */
  @FunctionalInterface
  private interface Operation {
    void run(PcscSecurityElement element) throws SecurityElementException;
  }

  private static final List<Operation> OPERATIONS =
      List.of(
          PcscSecurityElement::info,
          element -> element.createAttestationKey("ES256"),
          element -> element.establish(SERVER.request()),
          element -> element.process(new SessionHandle(Bytes.hex("00")), List.of(INFO)),
          PcscSecurityElement::objects,
          element -> element.sign(OBJECT, Optional.empty(), INFO));

  private static final class Liar implements CardInSlot {
    private final ByteBuffer script;
    private final boolean atSelect;

    Liar(byte[] input) {
      script = ByteBuffer.wrap(input).position(Math.min(1, input.length));
      atSelect = input.length > 0 && (input[0] & LIES_AT_SELECT) != 0;
    }

    @Override
    public byte[] atr() {
      return Bytes.hex("3B80800101").toArray();
    }

    @Override
    public void reset() {}

    @Override
    public synchronized byte[] transmit(byte[] command) {
      if (!atSelect && (command[1] & 0xff) == SELECT) {
        return INFO.toArray();
      }
      if (script.remaining() < Short.BYTES) {
        return Bytes.hex("6f00").toArray();
      }
      byte[] answer =
          new byte[Math.min(Short.toUnsignedInt(script.getShort()), script.remaining())];
      script.get(answer);
      return answer;
    }
  }

  static Stream<Arguments> seeds() {
    List<Arguments> seeds = new ArrayList<>();
    seeds.add(Seeds.of(LIES_AT_SELECT, answers(INFO)));
    seeds.add(Seeds.of(LIES_AT_SELECT, answers(Bytes.hex("6c16"), INFO)));
    seeds.add(Seeds.of(LIES_AT_SELECT, answers(Bytes.hex("016108"), INFO)));
    Path vectors = Path.of(System.getProperty("skep.root"), "vectors");
    for (Scenario scenario : Scenario.readAll(vectors)) {
      if (scenario.find("statement").isPresent()) {
        Bytes statement = scenario.bytes("statement");
        seeds.add(Seeds.of(4, answers(listed(4, statement), Bytes.hex("6a88"))));
        seeds.add(Seeds.of(5, answers(listed(4, statement), Bytes.hex("6a88"))));
      }
      if (scenario.find("encapsulatedKey").isPresent()) {
        Bytes chain = Bytes.concat(lp2(scenario.bytes("certificate")), Bytes.hex("9000"));
        Bytes established =
            Bytes.concat(
                Bytes.of(new byte[40]),
                lp2(scenario.bytes("encapsulatedKey")),
                lp2(scenario.bytes("attestationSignature")),
                Bytes.hex("9000"));
        seeds.add(Seeds.of(2, answers(chain, established)));
        seeds.add(Seeds.of(2, answers(established, chain)));
      }
    }
    return seeds.stream();
  }

  private static Bytes listed(int kind, Bytes what) {
    return Bytes.concat(
        Bytes.of(new byte[] {0, (byte) kind}),
        Bytes.of(new byte[34]),
        lp2(what),
        lp2(Bytes.EMPTY),
        Bytes.hex("9000"));
  }

  private static Bytes answers(Bytes... answers) {
    return Bytes.concat(Stream.of(answers).map(CardFuzzTest::lp2).toArray(Bytes[]::new));
  }

  private static Bytes lp2(Bytes content) {
    byte[] length = ByteBuffer.allocate(2).putShort((short) content.length()).array();
    return Bytes.concat(Bytes.of(length), content);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void seedsKeepTheRules(byte[] input) throws Exception {
    check(input);
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "5s")
  void everyOperationEndsWithAResultOrTheCheckedException(byte[] input) throws Exception {
    check(input);
  }

  private static void check(byte[] input) throws Exception {
    int selected = input.length == 0 ? 0 : (input[0] & ~LIES_AT_SELECT & 0xff) % OPERATIONS.size();
    DirectLibrary library = new DirectLibrary(new Liar(input));
    CardInfo info = CardInfo.read(Answer.of(INFO.toArray()));
    try (CardReader reader = new CardReader(DirectLibrary.READER, library, Rig.settings());
        PcscSecurityElement element = Rig.element(reader, info)) {
      OPERATIONS.get(selected).run(element);
    } catch (SecurityElementException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an operation fails without a reason", e);
      }
    }
  }
}
