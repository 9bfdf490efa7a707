package dev.skep.testkit.se;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import dev.skep.testkit.rule.Must;
import dev.skep.testkit.rule.Texts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an SE says never has a secret in it (spec rule G-4). */
interface SecrecyRules {
  @Must
  @Test
  default void G4_noSecretIsInAText(Bench bench) throws Exception {
    Issuer issuer = bench.managed();
    Visit visit = issuer.visit(bench.element(), Issuer.key("k", bench.keyAlgorithm(), "pin"));
    List<String> texts = new ArrayList<>(List.of(visit.established().toString()));
    Bytes handle = visit.handle().value();
    texts.add(bench.element().toString());
    visit.takes(visit.puk("puk", "83620417"), visit.pin("pin", "59170364", "puk"));
    texts.add(bench.element().toString());
    visit.commits(
        visit.secret("s", "HS256", "pin", "canary0123456789canary0123456789"), visit.commit());
    Holder holder = bench.holder(issuer);
    texts.add(holder.sign("k", "59170364").toString());
    texts.add(holder.sign("k", "59170365").toString());
    texts.add(holder.authenticate("s", "59170364").toString());
    texts.add(holder.unblock("pin", "83620417", "59170364").toString());
    texts.add(bench.objects().toString());
    texts.add(bench.element().info().toString());
    texts.add(bench.element().toString());
    texts.add(message(() -> holder.change("nobody", "59170364", "83620417")));
    texts.add(message(() -> holder.authenticate("k", "59170364")));
    texts.add(message(() -> visit.send(visit.pin("late", "59170364"))));
    texts.add(bench.element().toString());
    try (SecretBytes k = visit.server().sharedSecret(visit.established());
        SecretBytes external = visit.server().externalKey(visit.established())) {
      for (String text : texts) {
        Texts.assertAbsent(text, handle, "a handle, which is a bearer token");
        Texts.assertAbsent(text, k, "K");
        Texts.assertAbsent(text, external, "the external key");
        for (String value : List.of("83620417", "59170364", "59170365", "canary0123456789")) {
          Texts.assertAbsent(text, Bytes.utf8(value), "a PIN, PUK or secret");
        }
      }
    }
  }

  private static String message(Bench.Call<?> call) throws Exception {
    try {
      return String.valueOf(call.run());
    } catch (SecurityElementException e) {
      return String.valueOf(e);
    }
  }
}
