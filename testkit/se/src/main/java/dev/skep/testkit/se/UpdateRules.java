package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.UseResult.Blocked;
import dev.skep.api.se.UseResult.Done;
import dev.skep.api.se.UseResult.Wrong;
import dev.skep.protocol.provisioning.CommitAttributes;
import dev.skep.testkit.rule.Must;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A later session and the objects of an earlier one (spec rules D-10 to D-12). */
interface UpdateRules {
  /**
   * What an earlier session left: a PUK, a PIN, a key and a secret.
   *
   * @param issuer whose session it was
   * @param algorithm of the key
   */
  record Before(Bench bench, Issuer issuer, String algorithm, List<ProvisionedObject> objects) {
    /** Copies the list. */
    public Before {
      objects = List.copyOf(objects);
    }

    static Before of(Bench bench, Issuer issuer) throws Exception {
      String algorithm = bench.keyAlgorithm();
      Visit visit = issuer.visit(bench.element(), Issuer.key("k", algorithm, "pin"));
      visit.commits(
          visit.puk("puk", "11111111"),
          visit.pin("pin", "1234", "puk"),
          visit.secret("s", "opaque", "", "x"),
          visit.certificate("k", 0),
          visit.commit());
      return new Before(bench, issuer, algorithm, bench.objects());
    }

    static Before managed(Bench bench) throws Exception {
      return of(bench, bench.managed());
    }

    Holder holder() {
      return bench.holder(issuer);
    }

    Visit visit() throws Exception {
      return issuer.visit(bench.element());
    }

    Visit visitWithKey(String pin) throws Exception {
      return issuer.visit(bench.element(), Issuer.key("k", algorithm, pin));
    }

    void isUntouched() throws Exception {
      assertEquals(objects, bench.objects());
      assertInstanceOf(Done.class, holder().sign("k", "1234"));
    }
  }

  @Must
  @Test
  default void D10_replacesAKeyByOneWithoutCertificates(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Visit visit = before.visitWithKey("");
    before.isUntouched();
    visit.commits(visit.commit());
    ProvisionedObject.Key key = before.holder().key("k");
    assertEquals(visit.statement(0).publicKey(), key.publicKey());
    assertEquals(List.of(), key.certificateChain());
    assertEquals(Optional.empty(), key.terms().pinId());
    assertInstanceOf(Done.class, before.holder().sign("k", ""));
    assertEquals(4, bench.objects().size());
  }

  @Must
  @Test
  default void D10_U3_replacesAPinAndAPukWithAllTheirTries(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Holder holder = before.holder();
    for (int left = 2; left >= 0; left--) {
      assertEquals(new Wrong(left), holder.sign("k", "9999"));
      assertEquals(new Wrong(left), holder.unblock("pin", "99999999", "5678"));
    }
    Visit visit = before.visit();
    visit.commits(visit.pin("pin", "5678", "puk"), visit.puk("puk", "22222222"), visit.commit());
    assertEquals(3, holder.pin("pin").triesLeft());
    assertEquals(3, holder.puk("puk").triesLeft());
    assertEquals(new Wrong(2), holder.sign("k", "1234"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
    assertEquals(new Wrong(2), holder.unblock("pin", "11111111", "1234"));
    assertInstanceOf(Done.class, holder.unblock("pin", "22222222", "1234"));
  }

  @Must
  @Test
  default void D10_replacesASecret(Bench bench) throws Exception {
    Issuer issuer = bench.managed();
    Holder holder = bench.holder(issuer);
    Visit first = issuer.visit(bench.element());
    first.commits(first.secret("mac", "HS256", "", "0".repeat(32)), first.commit());
    Bytes before = Holder.output(holder.authenticate("mac", ""));
    Visit next = issuer.visit(bench.element());
    next.commits(next.secret("mac", "HS256", "", "1".repeat(32)), next.commit());
    assertNotEquals(before, Holder.output(holder.authenticate("mac", "")));
    assertEquals(1, bench.objects().size());
  }

  @Must
  @Test
  default void D10_U3_unblocksAPinWithTheOldValueOrANewOne(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Holder holder = before.holder();
    for (int i = 0; i < 3; i++) {
      holder.sign("k", "9999");
    }
    assertEquals(new Blocked(), holder.sign("k", "1234"));
    Visit old = before.visit();
    old.commits(old.unblock("pin", ""), old.commit());
    assertEquals(3, holder.pin("pin").triesLeft());
    assertInstanceOf(Done.class, holder.sign("k", "1234"));
    holder.sign("k", "9999");
    Visit next = before.visit();
    next.commits(next.unblock("pin", "5678"), next.commit());
    assertEquals(new Wrong(2), holder.sign("k", "1234"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
    Visit unfit = before.visit();
    unfit.isNotCommitted(unfit.unblock("pin", "567"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
  }

  @Must
  @Test
  default void D9_D10_installsACertificateOnAnEarlierKeyAndDeletes(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Bytes key = before.holder().key("k").publicKey();
    List<Bytes> chain = before.issuer().ca().chain(key).subList(0, 1);
    Visit visit = before.visit();
    visit.commits(visit.certificate("k", chain), visit.delete("s"), visit.commit());
    assertEquals(chain, before.holder().key("k").certificateChain());
    assertEquals(3, bench.objects().size());
    Visit all = before.visit();
    all.commits(all.delete("k"), all.delete("pin"), all.delete("puk"), all.commit());
    assertEquals(List.of(), bench.objects());
    Calls.refused(() -> before.holder().sign("k", "1234"));
    assertEquals(List.of(), bench.restart().objects());
  }

  @Must
  @TestFactory
  default Stream<DynamicTest> D9_D10_D11_updateThatIsNotRightIsNotCommitted(Bench bench)
      throws Exception {
    Map<String, OperationRules.Records> bad = new LinkedHashMap<>();
    bad.put("another kind", v -> new Bytes[] {v.puk("s", "1234")});
    bad.put("a PIN that a key refers to", v -> new Bytes[] {v.delete("pin")});
    bad.put("a PUK that a PIN refers to", v -> new Bytes[] {v.delete("puk")});
    bad.put("one object twice", v -> new Bytes[] {v.delete("s"), v.delete("s")});
    bad.put(
        "a certificate of another key",
        v -> new Bytes[] {v.certificate("k", new DeviceCa("CA").chain(v.server().publicKey()))});
    Before before = Before.managed(bench);
    return bad.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () -> {
                      Visit visit = before.visit();
                      visit.isNotCommitted(entry.getValue().of(visit));
                      before.isUntouched();
                    }));
  }

  @Must
  @Test
  default void D11_updateWithoutTheRightAuthorizationChangesNothing(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Issuer issuer = before.issuer();
    Visit missing = before.visit();
    missing.takes(missing.pin("pin", "5678"));
    missing.closes(missing.commit(authorized(missing, Optional.empty())));
    Issuer stranger = bench.managed();
    Visit foreign = before.visit();
    Bytes message = CommitAttributes.message(foreign.transcriptHash(), foreign.requestHash());
    foreign.takes(foreign.delete("s"));
    foreign.closes(foreign.commit(authorized(foreign, Optional.of(stranger.sign(message)))));
    Visit one = before.visit();
    Bytes elsewhere = CommitAttributes.message(one.transcriptHash(), one.requestHash());
    Visit other = before.visit();
    other.takes(other.unblock("pin", "5678"));
    other.closes(other.commit(authorized(other, Optional.of(issuer.sign(elsewhere)))));
    Visit request = before.visit();
    Bytes nothing = CommitAttributes.message(request.transcriptHash(), Bytes.of(new byte[32]));
    request.closes(request.commit(authorized(request, Optional.of(issuer.sign(nothing)))));
    Visit altered = before.visit();
    Bytes right = CommitAttributes.message(altered.transcriptHash(), altered.requestHash());
    Bytes signature = RecordForger.flipped(issuer.sign(right), -1);
    altered.closes(altered.commit(authorized(altered, Optional.of(signature))));
    before.isUntouched();
  }

  private static CommitAttributes authorized(Visit visit, Optional<Bytes> signature) {
    return new CommitAttributes(Optional.of(visit.requestHash()), signature);
  }

  @Must
  @Test
  default void D11_managedSessionMakesNothingWithoutItsAuthorization(Bench bench) throws Exception {
    Visit visit = bench.managed().visit(bench.element());
    visit.takes(visit.pin("new", "1234"));
    visit.closes(visit.commit(authorized(visit, Optional.empty())));
    assertEquals(List.of(), bench.objects());
  }

  @Must
  @Test
  default void D11_sessionWithoutAManagementKeyChangesNothingEarlier(Bench bench) throws Exception {
    Before before = Before.of(bench, bench.unmanaged());
    Visit pin = before.visit();
    pin.isNotCommitted(pin.pin("pin", "5678"));
    Visit key = before.visitWithKey("");
    key.isNotCommitted();
    Visit certificate = before.visit();
    certificate.isNotCommitted(
        certificate.certificate(
            "k", before.issuer().ca().chain(before.holder().key("k").publicKey())));
    Visit unblock = before.visit();
    unblock.isNotCommitted(unblock.unblock("pin", ""));
    Visit delete = before.visit();
    delete.isNotCommitted(delete.delete("s"));
    Visit unasked = before.visit();
    Bytes message = CommitAttributes.message(unasked.transcriptHash(), unasked.requestHash());
    Bytes signature = before.issuer().sign(message);
    unasked.closes(unasked.commit(authorized(unasked, Optional.of(signature))));
    before.isUntouched();
  }

  @Must
  @Test
  default void D12_anotherIssuerReachesObjectsOfItsOwnOnly(Bench bench) throws Exception {
    Before before = Before.managed(bench);
    Issuer rogue = bench.managed();
    for (String id : List.of("pin", "puk", "k", "s")) {
      Visit delete = rogue.visit(bench.element());
      delete.isNotCommitted(delete.delete(id));
    }
    Visit unblock = rogue.visit(bench.element());
    unblock.isNotCommitted(unblock.unblock("pin", "5678"));
    Visit certificate = rogue.visit(bench.element());
    certificate.isNotCommitted(
        certificate.certificate("k", rogue.ca().chain(before.holder().key("k").publicKey())));
    rogue.visit(bench.element(), Issuer.key("k", before.algorithm(), "pin")).isNotCommitted();
    before.isUntouched();
    Visit own = rogue.visit(bench.element(), Issuer.key("k", before.algorithm(), "pin"));
    own.commits(own.pin("pin", "0000"), own.commit());
    assertEquals(6, bench.objects().size());
    assertInstanceOf(Done.class, bench.holder(rogue).sign("k", "0000"));
    assertEquals(new Wrong(2), before.holder().sign("k", "0000"));
    assertInstanceOf(Done.class, before.holder().sign("k", "1234"));
  }
}
