package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.UseResult.Done;
import dev.skep.api.se.UseResult.Unfit;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.provisioning.ObjectAttributes;
import dev.skep.testkit.rule.Must;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a PIN or PUK must look like (spec rules D-3, P-5, U-5). */
interface PolicyRules {
  /** Values that fit a policy, and that do not. */
  record Values(PinPolicy policy, List<String> fit, List<String> unfit) {
    /** Copies the lists. */
    public Values {
      fit = List.copyOf(fit);
      unfit = List.copyOf(unfit);
    }
  }

  private static Map<String, Values> values() {
    Map<String, Values> all = new LinkedHashMap<>();
    all.put(
        "digits",
        new Values(
            new PinPolicy(PinFormat.NUMERIC, 4, 8, 3),
            List.of("0123", "98765432"),
            List.of("123", "123456789", "123/", "123:", "12a4", "12 4", "12\u00004")));
    all.put(
        "digits of one length, one try",
        new Values(
            new PinPolicy(PinFormat.NUMERIC, 6, 6, 1),
            List.of("000000"),
            List.of("00000", "0000000")));
    all.put(
        "letters and digits",
        new Values(
            new PinPolicy(PinFormat.ALPHANUMERIC, 4, 64, 15),
            List.of("09AZ", "az".repeat(32)),
            List.of("a".repeat(65), "AZ@0", "AZ[0", "az`0", "az{0", "AZ é")));
    all.put(
        "visible characters",
        new Values(
            new PinPolicy(PinFormat.PRINTABLE, 5, 64, 3),
            List.of("!~aA0", "~".repeat(64)),
            List.of("!~aA", "!".repeat(65), "a b c", "abcd\u007f", "abcdé")));
    return all;
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D3_D8_takesAValueThatFitsItsPolicy(Bench bench) {
    return values().entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> takes(bench, entry.getValue())));
  }

  private static void takes(Bench bench, Values values) throws Exception {
    bench.element("");
    for (String value : values.fit()) {
      Issuer issuer = bench.unmanaged();
      Visit visit = issuer.visit(bench.element());
      visit.commits(
          pin(visit, values.policy(), value), puk(visit, values.policy(), value), visit.commit());
      Holder holder = bench.holder(issuer);
      assertEquals(values.policy(), holder.pin("pin").terms().policy());
      assertEquals(values.policy(), holder.puk("puk").terms().policy());
      assertEquals(values.policy().tries(), holder.pin("pin").triesLeft());
      assertInstanceOf(Done.class, holder.change("pin", value, values.fit().get(0)));
    }
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D3_P5_valueThatDoesNotFitIsNotToldFromABadMac(Bench bench) {
    return values().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().unfit().stream()
                    .map(
                        value ->
                            dynamicTest(
                                entry.getKey() + ": " + value.length() + " characters",
                                () -> closes(bench, entry.getValue().policy(), value))));
  }

  private static void closes(Bench bench, PinPolicy policy, String value) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit mac = issuer.visit(bench.element());
    Bytes good = pin(mac, policy, "1234");
    assertEquals(new Closed(), mac.send(RecordForger.flipped(good, -1)));
    Visit pin = issuer.visit(bench.element());
    pin.closes(pin(pin, policy, value));
    Visit puk = issuer.visit(bench.element());
    puk.closes(puk(puk, policy, value));
    Visit none = issuer.visit(bench.element());
    none.closes(puk(none, policy, ""));
    assertEquals(List.of(), bench.objects());
  }

  private static Bytes pin(Visit visit, PinPolicy policy, String value) {
    PinTerms terms = new PinTerms("pin", policy, Optional.empty());
    return visit.record("pin.define", ObjectAttributes.ofPin(terms), value);
  }

  private static Bytes puk(Visit visit, PinPolicy policy, String value) {
    return visit.record("puk.define", ObjectAttributes.ofPuk(new PukTerms("puk", policy)), value);
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D3_refusesAPolicyOutsideTheLimits(Bench bench) {
    Map<String, int[]> bad = new LinkedHashMap<>();
    bad.put("no format", new int[] {0, 4, 8, 3});
    bad.put("an unknown format", new int[] {4, 4, 8, 3});
    bad.put("three characters", new int[] {1, 3, 8, 3});
    bad.put("65 characters", new int[] {1, 4, 65, 3});
    bad.put("shortest above longest", new int[] {1, 6, 5, 3});
    bad.put("no tries", new int[] {1, 4, 8, 0});
    bad.put("sixteen tries", new int[] {1, 4, 8, 16});
    bad.put("256 more tries", new int[] {1, 4, 8, 259});
    bad.put("256 more characters", new int[] {1, 260, 264, 3});
    return bad.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (String op : List.of("pin.define", "puk.define")) {
                        Visit visit = bench.unmanaged().visit(bench.element());
                        visit.closes(visit.record(op, attributes(entry.getValue()), "12345"));
                      }
                      assertEquals(List.of(), bench.objects());
                    }));
  }

  private static Bytes attributes(int... policy) {
    MapWriter map = new MapWriter().text(1, "pin");
    for (int i = 0; i < policy.length; i++) {
      map.unsigned(2 + i, policy[i]);
    }
    return map.encode();
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> U5_holdersNewValueFitsThePolicy(Bench bench) {
    return values().entrySet().stream()
        .map(entry -> dynamicTest(entry.getKey(), () -> holderChanges(bench, entry.getValue())));
  }

  private static void holderChanges(Bench bench, Values values) throws Exception {
    bench.element("");
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element());
    PinTerms terms = new PinTerms("pin", values.policy(), Optional.of("puk"));
    PukTerms by = new PukTerms("puk", Visit.POLICY);
    visit.commits(
        visit.record("pin.define", ObjectAttributes.ofPin(terms), ""),
        visit.record("puk.define", ObjectAttributes.ofPuk(by), "12345678"),
        visit.commit());
    Holder holder = bench.holder(issuer);
    for (String unfit : values.unfit()) {
      assertEquals(new Unfit(), holder.change("pin", "", unfit));
      assertEquals(new Unfit(), holder.unblock("pin", "12345678", unfit));
    }
    String current = "";
    for (String fit : values.fit()) {
      assertInstanceOf(Done.class, holder.change("pin", current, fit));
      current = fit;
    }
    assertEquals(new Unfit(), holder.change("pin", "wrong", values.unfit().get(0)));
    assertEquals(values.policy().tries(), holder.pin("pin").triesLeft(), "this was counted");
    assertInstanceOf(Done.class, holder.unblock("pin", "12345678", values.fit().get(0)));
  }
}
