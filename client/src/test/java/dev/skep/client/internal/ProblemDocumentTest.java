package dev.skep.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.RefusalCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemDocumentTest {
  @ParameterizedTest
  @EnumSource(RefusalCode.class)
  void findsEachCode(RefusalCode code) {
    assertThat(
            ProblemDocument.code(
                Bytes.utf8(
                    "{\"type\":\"urn:skep:problem:x\",\"title\":\"A title; with, marks\","
                        + "\"status\":403,\"code\":\""
                        + code.text()
                        + "\"}")))
        .contains(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"code\":\"rejected\"}",
        " {\n \"code\" : \"rejected\" ,\r\n\t\"status\" : -1 } \n",
        "{\"detail\":\"\\\"code\\\":\\\"offer-expired\\\"\",\"code\":\"rejected\"}",
        "{\"detail\":\"\\\\\",\"code\":\"rejected\",\"more\":true}",
      })
  void findsTheCodeInAnySimpleObject(String json) {
    assertThat(ProblemDocument.code(Bytes.utf8(json))).contains(RefusalCode.REJECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "\"rejected\"",
        "{\"code\":\"rejected\"",
        "{\"code\":\"rejected\"}}",
        "{\"code\":\"rejected\"} x",
        "{\"code\":\"rejected\",}",
        "{\"code\":\"rejected\",\"code\":\"offer-expired\"}",
        "{\"code\":\"Rejected\"}",
        "{\"code\":\"rejected \"}",
        "{\"code\":\"\\u0072ejected\"}",
        "{\"code\":[\"rejected\"]}",
        "{\"code\":{\"code\":\"rejected\"}}",
        "{\"x\":{\"code\":\"rejected\"}}",
        "{\"x\":\"\\\",\"code\":\"rejected\"}",
        "{'code':'rejected'}",
        "{\"code\":rejected}",
        "{\"code\":\"no-such-code\"}",
        "{\"status\":403}",
        "<html>\"code\":\"rejected\"</html>",
      })
  void findsNothingInAnythingElse(String json) {
    assertThat(ProblemDocument.code(Bytes.utf8(json))).isEmpty();
  }

  @Test
  void survivesDepthLengthAndBytesThatAreNoText() {
    assertThat(ProblemDocument.code(Bytes.utf8("{\"x\":\"" + "\\\\".repeat(1_000) + "\"}")))
        .isEmpty();
    assertThat(ProblemDocument.code(Bytes.utf8("{".repeat(2_000)))).isEmpty();
    assertThat(ProblemDocument.code(Bytes.hex("7bfffe00"))).isEmpty();
    String tooLong = "{\"x\":\"" + "a".repeat(2_100) + "\",\"code\":\"rejected\"}";
    assertThat(ProblemDocument.code(Bytes.utf8(tooLong))).isEmpty();
  }
}
