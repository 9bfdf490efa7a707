package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult.Done;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.rule.Must;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a session becomes permanent, or leaves nothing (spec section 10). */
interface CommitRules {
  @Must
  @Test
  default void P1_refusesACommitOfAnotherRequest(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Optional<Bytes> other = Optional.of(ServerSide.random(32));
    for (Optional<Bytes> hash : List.of(Optional.<Bytes>empty(), other)) {
      Visit visit = issuer.visit(bench.element());
      visit.takes(visit.pin("pin", "1234"));
      visit.closes(visit.commit(new CommitAttributes(hash, Optional.empty())));
    }
    Visit empty = issuer.visit(bench.element(), Bytes.EMPTY);
    empty.closes(empty.commit(new CommitAttributes(other, Optional.empty())));
    Visit malformed = issuer.visit(bench.element());
    malformed.closes(malformed.commit(Bytes.hex("a0"), ""));
    Visit content = issuer.visit(bench.element(), Bytes.EMPTY);
    content.closes(content.commit(Bytes.EMPTY, "x"));
    assertEquals(List.of(), bench.objects());
  }

  @Must
  @Test
  default void P2_P4_commitsAllAndConfirmsEachChangeInOrder(Bench bench) throws Exception {
    String algorithm = bench.keyAlgorithm();
    Visit visit =
        bench
            .unmanaged()
            .visit(
                bench.element(),
                Issuer.key("one", algorithm, "pin"),
                Issuer.key("two", algorithm, ""));
    visit.takes(visit.puk("puk", "12345678"), visit.pin("pin", "1234", "puk"));
    visit.takes(visit.certificate("two", 1));
    assertEquals(List.of(), bench.objects(), "objects are there before the commit (P-6)");
    visit.commits(visit.secret("s", "opaque", "pin", "x"), visit.commit());
    List<ProvisionedObject> all = bench.objects();
    assertEquals(5, all.size());
    assertEquals(all, bench.restart().objects());
    Visit nothing = bench.unmanaged().visit(bench.element(), Bytes.EMPTY);
    nothing.commits(nothing.commit());
    assertEquals(all, bench.objects());
  }

  @Must
  @Test
  default void P2_theRecordsThatCommittedGetTheSameAnswerAgain(Bench bench) throws Exception {
    Visit visit = bench.unmanaged().visit(bench.element());
    visit.takes(visit.pin("one", "1234"));
    SessionHandle handle = visit.handle();
    Bytes[] records = {visit.pin("two", "1234"), visit.commit()};
    List<Bytes> answer = visit.commits(records).records();
    List<ProvisionedObject> all = bench.objects();
    for (int i = 0; i < 4; i++) {
      assertEquals(answer, again(bench.element(), handle, records));
      Calls.noSuchSession(bench.element(), handle, records[1]);
      Calls.noSuchSession(bench.element(), handle, records[0]);
      Calls.noSuchSession(
          bench.element(), handle, RecordForger.flipped(records[1], records[1].length() - 1));
      Calls.noSuchSession(bench.element(), new SessionHandle(ServerSide.random(16)), records[1]);
      assertEquals(all, bench.objects());
      if (i % 2 != 0) {
        bench.restart();
      }
    }
  }

  @Must
  @Test
  default void P2_keepsTheAnswersToTheLastSixteenCommits(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    Visit first = issuer.visit(bench.element());
    SessionHandle handle = first.handle();
    Bytes commit = first.commit();
    List<Bytes> answer = first.commits(commit).records();
    for (int i = 1; i < 16; i++) {
      Visit visit = issuer.visit(bench.element());
      visit.commits(visit.commit());
    }
    assertEquals(answer, again(bench.element(), handle, commit));
    bench.restart();
    assertEquals(answer, again(bench.element(), handle, commit));
  }

  private static List<Bytes> again(SecurityElement element, SessionHandle handle, Bytes... records)
      throws Exception {
    return Calls.answered(element, handle, records).records();
  }

  @Must
  @Test
  default void P6_abortRestartAndFailureLeaveNothing(Bench bench) throws Exception {
    Issuer issuer = bench.unmanaged();
    String algorithm = bench.keyAlgorithm();
    for (String end : List.of("abort", "failure", "restart")) {
      Visit visit = issuer.visit(bench.element(), Issuer.key("k", algorithm, ""));
      visit.takes(visit.pin("pin", ""), visit.secret("mac", "HS256", "", "0".repeat(32)));
      Calls.refused(() -> bench.holder(issuer).sign("k", ""));
      Calls.refused(() -> bench.holder(issuer).authenticate("mac", ""));
      Calls.refused(() -> bench.holder(issuer).change("pin", "", "1234"));
      Bytes commit = visit.commit();
      switch (end) {
        case "abort" -> bench.element().abort(visit.handle());
        case "failure" -> assertEquals(new Closed(), visit.send(ServerSide.random(60)));
        default -> bench.restart();
      }
      Calls.noSuchSession(bench.element(), visit.handle(), commit);
      assertEquals(List.of(), bench.objects(), end);
      Calls.refused(() -> bench.holder(issuer).sign("k", ""));
    }
  }

  @Must
  @Test
  default void P6_whatASessionIsToChangeStaysAsItWasUntilTheCommit(Bench bench) throws Exception {
    Issuer issuer = bench.managed();
    Holder holder = bench.holder(issuer);
    String algorithm = bench.keyAlgorithm();
    Visit first = issuer.visit(bench.element(), Issuer.key("k", algorithm, "pin"));
    first.commits(first.pin("pin", "1234"), first.secret("s", "opaque", "", "x"), first.commit());
    List<ProvisionedObject> before = bench.objects();
    for (String end : List.of("abort", "failure", "restart")) {
      Visit visit = issuer.visit(bench.element(), Issuer.key("k", algorithm, ""));
      visit.takes(visit.pin("pin", "5678"), visit.delete("s"));
      assertInstanceOf(Done.class, holder.sign("k", "1234"));
      Bytes commit = visit.commit();
      switch (end) {
        case "abort" -> bench.element().abort(visit.handle());
        case "failure" -> visit.closes(ServerSide.random(60));
        default -> bench.restart();
      }
      Calls.noSuchSession(bench.element(), visit.handle(), commit);
      assertEquals(before, bench.objects(), end);
      assertInstanceOf(Done.class, holder.sign("k", "1234"));
    }
  }
}
