package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.UseResult.Blocked;
import dev.skep.api.se.UseResult.Done;
import dev.skep.api.se.UseResult.NotSet;
import dev.skep.api.se.UseResult.Unfit;
import dev.skep.api.se.UseResult.Wrong;
import dev.skep.protocol.AttestationMessage;
import dev.skep.testkit.rule.Must;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What the holder does with committed objects (spec section 13). */
interface UseRules {
  private static Holder provisioned(Bench bench) throws Exception {
    Issuer issuer = bench.managed();
    String algorithm = bench.keyAlgorithm();
    Visit visit =
        issuer.visit(
            bench.element(),
            Issuer.key("k", algorithm, "pin"),
            Issuer.key("late", algorithm, "own"));
    visit.takes(visit.puk("puk", "11111111"), visit.pin("pin", "1234", "puk"));
    visit.takes(visit.pin("own", ""));
    visit.takes(visit.secret("mac", SecretTerms.HS256, "pin", key(32)));
    visit.takes(visit.secret("free", SecretTerms.HS256, "", key(64)));
    visit.commits(visit.secret("blob", SecretTerms.OPAQUE, "", "x"), visit.commit());
    return bench.holder(issuer);
  }

  private static String key(int length) {
    return "0123456789abcdef".repeat(length / 16);
  }

  @Must
  @Test
  default void U6_A6_signsWholeMessagesOfAnyLength(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    ObjectName name = holder.issuer().name("k");
    Bytes key = holder.key("k").publicKey();
    String algorithm = holder.key("k").terms().algorithm();
    Bytes forged;
    try (SecretBytes ck = SecretBytes.adopt(new byte[32])) {
      forged = AttestationMessage.of(ServerSide.random(32), ck);
    }
    for (Bytes message :
        new Bytes[] {Bytes.EMPTY, ServerSide.random(32), ServerSide.random(1500), forged}) {
      try (SecretBytes pin = Visit.secret("1234")) {
        Bytes signature = Holder.output(bench.element().sign(name, Optional.of(pin), message));
        ServerSide.verifies(bench.catalogue(), algorithm, key, message, signature);
      }
    }
    Calls.refused(() -> holder.sign("pin", "1234"));
    Calls.refused(() -> holder.sign("mac", "1234"));
    Calls.refused(() -> holder.sign("nobody", ""));
    ObjectName elsewhere = new ObjectName("0000000000", "k");
    Calls.refused(() -> bench.element().sign(elsewhere, Optional.empty(), Bytes.EMPTY));
  }

  @Must
  @Test
  default void U1_authenticatesWithSecretsOfTypeHs256Only(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    assertEquals(hmac(key(32)), Holder.output(holder.authenticate("mac", "1234")));
    assertEquals(hmac(key(64)), Holder.output(holder.authenticate("free", "")));
    assertEquals(new Wrong(2), holder.authenticate("mac", "4321"));
    assertEquals(new Wrong(1), holder.sign("k", "4321"));
    Calls.refused(() -> holder.authenticate("blob", ""));
    Calls.refused(() -> holder.authenticate("k", "1234"));
    Calls.refused(() -> holder.authenticate("nobody", ""));
    assertEquals(1, holder.pin("pin").triesLeft());
  }

  private static Bytes hmac(String key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
    return Bytes.of(mac.doFinal(Holder.MESSAGE.toArray()));
  }

  @Must
  @Test
  default void U2_U3_wrongPinsCountDownAndBlockAndARightOneRestores(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    assertEquals(new Wrong(2), holder.sign("k", "0000"));
    assertEquals(new Wrong(1), holder.sign("k", "12345678"));
    assertInstanceOf(Done.class, holder.sign("k", "1234"));
    assertEquals(3, holder.pin("pin").triesLeft());
    assertEquals(new Wrong(2), holder.change("pin", "0000", "5678"));
    assertEquals(new Wrong(1), holder.authenticate("mac", "1"));
    assertEquals(new Wrong(0), holder.sign("k", "1234".repeat(20)));
    assertEquals(new Blocked(), holder.sign("k", "1234"));
    assertEquals(new Blocked(), holder.authenticate("mac", "1234"));
    assertEquals(new Blocked(), holder.change("pin", "1234", "5678"));
    assertEquals(0, holder.pin("pin").triesLeft());
    bench.restart();
    assertEquals(new Blocked(), holder.sign("k", "1234"));
  }

  @Must
  @Test
  default void U2_countersAndValuesOutliveARestart(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    assertEquals(new Wrong(2), holder.sign("k", "0000"));
    bench.restart();
    assertEquals(2, holder.pin("pin").triesLeft(), "tries came back");
    assertEquals(new Wrong(1), holder.sign("k", "0000"));
    assertEquals(new Wrong(2), holder.unblock("pin", "22222222", "5678"));
    bench.restart();
    assertEquals(2, holder.puk("puk").triesLeft(), "tries came back");
    assertEquals(new Wrong(1), holder.unblock("pin", "22222222", "5678"));
    assertInstanceOf(Done.class, holder.change("pin", "1234", "5678"));
    bench.restart();
    assertEquals(new Wrong(2), holder.sign("k", "1234"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
  }

  @Must
  @Test
  default void U2_useWithoutThePinIsRefusedAndNotCounted(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    Calls.refused(() -> holder.sign("k", ""));
    Calls.refused(() -> holder.authenticate("mac", ""));
    Calls.refused(() -> holder.change("pin", "", "5678"));
    assertEquals(3, holder.pin("pin").triesLeft());
  }

  @Must
  @Test
  default void U2_U5_changesAPinForWhoKnowsItOnly(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    assertEquals(new Wrong(2), holder.change("pin", "0000", "5678"));
    assertInstanceOf(Done.class, holder.change("pin", "1234", "5678"));
    assertEquals(new Wrong(2), holder.sign("k", "1234"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
    assertEquals(new Unfit(), holder.change("pin", "0000", "56"));
    assertEquals(3, holder.pin("pin").triesLeft());
    Calls.refused(() -> holder.change("nobody", "1234", "5678"));
    Calls.refused(() -> holder.change("puk", "11111111", "5678"));
    Calls.refused(() -> holder.change("k", "11111111", "5678"));
  }

  @Must
  @Test
  default void U4_pinWithoutAValueIsSetByItsHolderBeforeAnythingElse(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    assertFalse(holder.pin("own").isSet());
    assertEquals(new NotSet(), holder.sign("late", "0000"));
    assertEquals(new NotSet(), holder.change("own", "0000", "1111"));
    assertEquals(new Unfit(), holder.change("own", "", "11"));
    assertEquals(3, holder.pin("own").triesLeft());
    assertInstanceOf(Done.class, holder.change("own", "", "1111"));
    assertTrue(holder.pin("own").isSet());
    assertInstanceOf(Done.class, holder.sign("late", "1111"));
    assertEquals(new Wrong(2), holder.sign("late", "0000"));
    Calls.refused(() -> holder.change("own", "", "2222"));
    bench.restart();
    assertInstanceOf(Done.class, holder.sign("late", "1111"));
  }

  @Must
  @Test
  default void U3_pukUnblocksAndIsCountedItself(Bench bench) throws Exception {
    Holder holder = provisioned(bench);
    for (int i = 0; i < 3; i++) {
      holder.sign("k", "0000");
    }
    assertEquals(new Wrong(2), holder.unblock("pin", "22222222", "5678"));
    assertEquals(new Unfit(), holder.unblock("pin", "11111111", "567"));
    assertInstanceOf(Done.class, holder.unblock("pin", "11111111", "5678"));
    assertEquals(3, holder.pin("pin").triesLeft());
    assertEquals(3, holder.puk("puk").triesLeft());
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
    for (int left = 2; left >= 0; left--) {
      assertEquals(new Wrong(left), holder.unblock("pin", "22222222", "1234"));
    }
    assertEquals(new Blocked(), holder.unblock("pin", "11111111", "1234"));
    assertInstanceOf(Done.class, holder.sign("k", "5678"));
    Calls.refused(() -> holder.unblock("own", "11111111", "1234"));
    Calls.refused(() -> holder.unblock("nobody", "11111111", "1234"));
  }
}
