package dev.skep.server.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.api.issuer.RefusalCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {
  @ParameterizedTest
  @CsvSource({
    "REJECTED, 403, rejected",
    "MALFORMED, 400, malformed",
    "TOO_LARGE, 413, too-large",
    "OFFER_EXPIRED, 410, offer-expired",
    "OFFER_WITHDRAWN, 409, offer-withdrawn",
    "UNAVAILABLE, 503, unavailable",
  })
  void answersEachRefusalWithItsStatusAndCode(RefusalCode refusal, int status, String code)
      throws Exception {
    try (RunningBinding running = new RunningBinding(ScriptedIssuer.refusing(refusal))) {
      for (String path :
          new String[] {"/skep/v1/offers", "/skep/v1/sessions", RunningBinding.RECORDS}) {
        assertProblem(running.post(path, new byte[] {1}), status, code);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void namesARetryTimeExactlyWhereTheServerIsUnavailable(RefusalCode refusal) throws Exception {
    try (RunningBinding running = new RunningBinding(ScriptedIssuer.refusing(refusal))) {
      HttpResponse<byte[]> response = running.post("/skep/v1/offers", new byte[0]);
      if (refusal == RefusalCode.UNAVAILABLE) {
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
      } else {
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
      }
    }
  }

  @Test
  void isUnavailableWhileThereIsNoIssuerAndRecoversWhenOneComes() throws Exception {
    ScriptedIssuer issuer = ScriptedIssuer.echo();
    try (RunningBinding running = new RunningBinding(RunningBinding.LIMITS)) {
      HttpResponse<byte[]> without = running.post("/skep/v1/offers", new byte[] {1});
      assertProblem(without, 503, "unavailable");
      assertThat(without.headers().firstValue("Retry-After")).contains("1");

      running.binding.bindIssuer(issuer);
      assertThat(running.post("/skep/v1/offers", new byte[] {1}).statusCode()).isEqualTo(200);

      running.binding.unbindIssuer(issuer);
      assertProblem(running.post("/skep/v1/offers", new byte[] {1}), 503, "unavailable");
    }
  }

  @Test
  @DisplayName("attack 75: a bug's exception is logged once and never shown to the peer")
  void answersABugWithInternalAndLogsItOnce() throws Exception {
    assertBugIsHidden(
        call -> {
          throw new IllegalStateException("canary-in-exception");
        },
        "canary-in-exception");
  }

  @Test
  void answersAnErrorLikeAnyOtherBug() throws Exception {
    assertBugIsHidden(
        call -> {
          throw new NoClassDefFoundError("canary-in-error");
        },
        "canary-in-error");
  }

  @Test
  void answersAMissingAnswerLikeAnyOtherBug() throws Exception {
    assertBugIsHidden(call -> null, "no answer");
  }

  private static void assertBugIsHidden(Function<ScriptedIssuer.Call, Answer> bug, String canary)
      throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try (RunningBinding running = new RunningBinding(new ScriptedIssuer(bug))) {
      HttpResponse<byte[]> response = running.post("/skep/v1/sessions", new byte[] {1});
      assertProblem(response, 500, "internal");
      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .doesNotContain(canary, "Exception", "Error\"", "dev.skep");
      assertThat(response.headers().map().toString()).doesNotContain(canary);
      assertThat(running.post("/skep/v1/sessions", new byte[] {1}).statusCode()).isEqualTo(500);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(StandardCharsets.UTF_8).split(canary, -1)).hasSize(1 + 2);
  }

  private static void assertProblem(HttpResponse<byte[]> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly("application/problem+json");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .matches(
            "\\{\"type\":\"urn:skep:problem:%s\",\"title\":\"[A-Za-z/; ]+\",\"status\":%d,\"code\":\"%s\"}"
                .formatted(code, status, code));
  }
}
