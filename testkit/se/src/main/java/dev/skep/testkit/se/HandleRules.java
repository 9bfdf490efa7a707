package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import dev.skep.testkit.rule.May;
import dev.skep.testkit.rule.Must;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a handle is worth (spec rules E-7, E-8, P-7). */
interface HandleRules {
  @Must
  @Test
  default void E8_handlesThatAreNotGoodGetOneAnswer(Bench bench) throws Exception {
    Set<String> answers = new HashSet<>();
    Visit foreign = bench.unmanaged().visit(bench.element());
    bench.element("");
    Issuer issuer = bench.unmanaged();
    answers.add(dead(bench, foreign));
    for (int length : new int[] {0, 1, 16, 32, 200}) {
      SessionHandle guessed = new SessionHandle(ServerSide.random(length));
      answers.add(Calls.noSuchSession(bench.element(), guessed, ServerSide.random(50)));
      bench.element().abort(guessed);
    }
    Visit aborted = issuer.visit(bench.element());
    bench.element().abort(aborted.handle());
    bench.element().abort(aborted.handle());
    answers.add(dead(bench, aborted));
    Visit failed = issuer.visit(bench.element());
    failed.closes(ServerSide.random(50));
    answers.add(dead(bench, failed));
    Visit ended = issuer.visit(bench.element());
    ended.commits(ended.commit());
    answers.add(dead(bench, ended));
    Visit before = issuer.visit(bench.element());
    bench.restart();
    answers.add(dead(bench, before));
    assertEquals(1, answers.size(), "the answers differ: " + answers);
  }

  private static String dead(Bench bench, Visit visit) throws Exception {
    return Calls.noSuchSession(bench.element(), visit.handle(), visit.pin("late", "1234"));
  }

  @Must
  @Test
  default void E8_R10_handlesThatAreNotGoodTakeNoOutsideData(Bench bench) throws Exception {
    Visit visit = bench.unmanaged().visit(bench.element());
    bench.element().abort(visit.handle());
    SecurityElementException thrown =
        assertThrows(
            SecurityElementException.class,
            () -> bench.element().macData(visit.handle(), "", Bytes.EMPTY));
    assertTrue(Set.of(Kind.NO_SUCH_SESSION, Kind.REFUSED).contains(thrown.kind()));
  }

  @Must
  @Test
  default void E8_aHandleThatIsAlteredNamesNothing(Bench bench) throws Exception {
    Visit visit = bench.unmanaged().visit(bench.element());
    Bytes commit = visit.commit();
    Bytes good = visit.handle().value();
    for (int i = 0; i < good.length(); i += Math.max(1, good.length() / 16)) {
      SessionHandle altered = new SessionHandle(RecordForger.flipped(good, i));
      Calls.noSuchSession(bench.element(), altered, commit);
    }
    Calls.noSuchSession(
        bench.element(), new SessionHandle(good.slice(0, good.length() - 1)), commit);
    visit.commits(commit);
  }

  @May
  @Test
  default void P7_boundsSessionsAndThenTheOldOnesAreGone(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Bench.unlessRefused(() -> issuer.visit(bench.element())).ifPresent(visits::add);
    }
    assertTrue(!visits.isEmpty(), "not even one session");
    int ended = 0;
    for (Visit visit : visits) {
      Bytes commit = visit.commit();
      try {
        assertInstanceOf(Answered.class, visit.send(commit), "a session of several was disturbed");
        ended++;
      } catch (SecurityElementException e) {
        assertEquals(Kind.NO_SUCH_SESSION, e.kind(), e.getMessage());
      }
    }
    assertTrue(ended >= 1, "no session is left");
  }
}
