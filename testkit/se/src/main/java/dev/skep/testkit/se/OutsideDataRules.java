package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.testkit.rule.May;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Data that was made outside the SE (spec rule R-10). */
interface OutsideDataRules {
  @May
  @Test
  default void R10_takesOutsideDataEightTimesASession(Bench bench) throws Exception {
    if (takesNone(bench)) {
      return;
    }
    Issuer issuer = bench.unmanaged();
    Visit visit = issuer.visit(bench.element(), Issuer.key("k", bench.keyAlgorithm(), ""));
    visit.macs("", Bytes.EMPTY);
    visit.takes(visit.pin("one", "1234"));
    visit.macs("é".repeat(64), ServerSide.random(OutsideDataMac.MAX_BYTES));
    for (int length : new int[] {1, 63, 64, 255, 256, 1000}) {
      visit.macs("scan of " + length, ServerSide.random(length));
    }
    Calls.refused(() -> bench.element().macData(visit.handle(), "a ninth", Bytes.EMPTY));
    visit.commits(visit.pin("two", "1234"), visit.commit());
    assertEquals(3, bench.objects().size());
  }

  @May
  @Test
  default void R10_takesNoOutsideDataBeyondTheLimits(Bench bench) throws Exception {
    if (takesNone(bench)) {
      return;
    }
    Visit visit = bench.unmanaged().visit(bench.element());
    Bytes tooLong = Bytes.of(new byte[OutsideDataMac.MAX_BYTES + 1]);
    refuses(bench, visit, "label", tooLong);
    refuses(bench, visit, "a\nb", Bytes.EMPTY);
    refuses(bench, visit, "x".repeat(129), Bytes.EMPTY);
    visit.macs("label", Bytes.utf8("data"));
    visit.commits(visit.commit());
  }

  /** An SE that takes none goes on after it said so. */
  private static boolean takesNone(Bench bench) throws Exception {
    Visit visit = bench.unmanaged().visit(bench.element());
    Optional<ProcessResult> result =
        Bench.unlessRefused(
            () -> bench.element().macData(visit.handle(), "label", Bytes.utf8("data")));
    if (result.isEmpty()) {
      visit.commits(visit.commit());
    } else {
      bench.element().abort(visit.handle());
    }
    return result.isEmpty();
  }

  private static void refuses(Bench bench, Visit visit, String label, Bytes data) {
    Exception thrown =
        assertThrows(Exception.class, () -> bench.element().macData(visit.handle(), label, data));
    boolean refused = thrown instanceof SecurityElementException e && e.kind() == Kind.REFUSED;
    assertTrue(refused || thrown instanceof IllegalArgumentException, thrown.toString());
  }
}
