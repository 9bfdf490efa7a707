package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.testkit.rule.Must;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The records of a session (spec section 7). */
interface RecordRules {
  @Must
  @Test
  default void R1_takesRecordsInOrderInOneMessageOrSeveral(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element());
    visit.takes(visit.pin("one", "1234"));
    visit.takes(visit.pin("two", "1234"), visit.puk("three", "1234"));
    visit.commits(visit.pin("four", "1234"), visit.commit());
    assertEquals(4, bench.objects().size());
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> R2_R3_R4_R5_recordThatIsAlteredClosesTheSessionForGood(Bench bench) {
    return forgeries().entrySet().stream()
        .map(
            forgery ->
                dynamicTest(
                    forgery.getKey(),
                    () -> {
                      Visit visit = bench.unmanaged().visit(bench.element());
                      Bytes good = visit.pin("pin", "1234");
                      visit.closes(forgery.getValue().apply(good));
                      Calls.noSuchSession(bench.element(), visit.handle(), good);
                      assertEquals(List.of(), bench.objects());
                    }));
  }

  private static Map<String, UnaryOperator<Bytes>> forgeries() {
    Map<String, UnaryOperator<Bytes>> all = new LinkedHashMap<>();
    all.put("no bytes", good -> Bytes.EMPTY);
    all.put("random bytes", good -> ServerSide.random(good.length()));
    all.put("a byte behind it", good -> Bytes.concat(good, Bytes.of(new byte[1])));
    all.put("cut short", good -> good.slice(0, good.length() - 1));
    all.put("a number in a longer form", RecordRules::longerNumber);
    all.put("the first bit of its body", good -> body(good, 0));
    all.put("the last bit of its body", good -> body(good, -1));
    all.put(
        "a body that is cut short",
        good -> {
          Bytes body = RecordForger.body(good);
          return RecordForger.withBody(good, body.slice(0, body.length() - 1));
        });
    all.put("a body of zeros", good -> RecordForger.withBody(good, Bytes.of(new byte[64])));
    all.put("another op", good -> RecordForger.withOp(good, "puk.define"));
    all.put(
        "another object",
        good -> RecordForger.withAttributes(good, ObjectAttributes.ofId("another")));
    all.put("a later number", good -> RecordForger.withSequence(good, 1));
    all.put("a number beyond 32 bits", good -> RecordForger.withSequence(good, 1L << 32));
    return all;
  }

  private static Bytes longerNumber(Bytes good) {
    return Bytes.concat(good.slice(0, 2), Bytes.hex("18"), good.slice(2, good.length() - 2));
  }

  private static Bytes body(Bytes good, int index) {
    return RecordForger.withBody(good, RecordForger.flipped(RecordForger.body(good), index));
  }

  @Must
  @Test
  default void R4_repeatOrGapClosesTheSession(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit repeated = issuer.visit(bench.element());
    Bytes first = repeated.pin("pin", "1234");
    repeated.takes(first);
    repeated.closes(first);
    Visit twice = issuer.visit(bench.element());
    Bytes record = twice.pin("pin", "1234");
    twice.closes(record, record);
    Visit gap = issuer.visit(bench.element());
    gap.pin("lost", "1234");
    gap.closes(gap.commit());
    Visit swapped = issuer.visit(bench.element());
    Bytes one = swapped.pin("one", "1234");
    swapped.closes(swapped.pin("two", "1234"), one);
    assertEquals(List.of(), bench.objects());
  }

  @Must
  @Test
  default void R3_recordOfAnotherSessionOrDirectionClosesTheSession(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit other = issuer.visit(bench.element());
    Bytes foreign = other.pin("pin", "1234");
    Visit visit = issuer.visit(bench.element());
    visit.closes(foreign);
    String algorithm = bench.keyAlgorithm();
    Visit own = issuer.visit(bench.element(), Issuer.key("k", algorithm, ""));
    own.closes(own.established().records().get(0));
    assertEquals(List.of(), bench.objects());
  }

  @Must
  @Test
  default void R5_P5_nothingOfAMessageWithABadRecordStays(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element());
    Bytes good = visit.pin("pin", "1234");
    Bytes bad = body(visit.pin("bad", "1234"), 0);
    assertEquals(new Closed(), visit.send(good, bad, visit.commit()));
    assertEquals(List.of(), bench.objects());
    assertEquals(List.of(), bench.restart().objects());
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> R9_recordThatNobodySendsAnSeClosesTheSession(Bench bench) {
    return Stream.of("committed", "key.generated", "data.mac", "no-such", "COMMIT", "pin.define.")
        .map(
            op ->
                dynamicTest(
                    op,
                    () -> {
                      Visit visit = bench.unmanaged().visit(bench.element());
                      visit.takes(visit.pin("pin", "1234"));
                      visit.closes(visit.record(op, Bytes.EMPTY, ""));
                      assertEquals(List.of(), bench.objects());
                    }));
  }
}
