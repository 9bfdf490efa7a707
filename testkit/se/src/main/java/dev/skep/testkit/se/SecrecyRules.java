package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.SecurityElementException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an SE says never has a secret in it (the contract of {@code SecurityElement}). */
interface SecrecyRules {
  @Must
  @Test
  @DisplayName("secrecy (MUST): no secret is in a text, not in a message of an error either")
  default void secrecy_noSecretIsInAText(Bench bench) throws Exception {
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
        shows(text, handle, "a handle, which is a bearer token");
        k.use(secret -> shows(text, Bytes.of(secret), "K"));
        external.use(secret -> shows(text, Bytes.of(secret), "the external key"));
        for (String value : List.of("83620417", "59170364", "59170365", "canary0123456789")) {
          shows(text, Bytes.utf8(value), "a PIN, PUK or secret");
          assertFalse(text.contains(value), "a PIN, PUK or secret is in a text");
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

  private static boolean shows(String text, Bytes secret, String what) {
    String hex = text.toLowerCase(Locale.ROOT);
    assertFalse(hex.contains(secret.toHex()), () -> what + " is in a text");
    assertFalse(text.contains(Arrays.toString(secret.toArray())), () -> what + " is in a text");
    return true;
  }
}
