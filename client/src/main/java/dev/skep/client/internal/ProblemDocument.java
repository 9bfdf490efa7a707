package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one thing that is read from {@code application/problem+json} (RFC 9457): the member {@code
 * code}, and only if it is one of the known codes.
 *
 * <p>Deliberately no JSON parser: what is not a short, flat object of simple members says nothing.
 * The server's texts for people are never shown; they could say anything.
 */
final class ProblemDocument {
  private static final Pattern BEGIN = Pattern.compile("\\s*+\\{");
  private static final Pattern MEMBER =
      Pattern.compile(
          "\\s*+\"([A-Za-z_-]{1,32}+)\"\\s*+:\\s*+"
              + "(?:\"([^\"\\\\\\p{Cntrl}]*+(?:\\\\.[^\"\\\\\\p{Cntrl}]*+)*+)\""
              + "|-?[0-9]{1,18}+|true|false|null)"
              + "\\s*+([,}])");
  private static final Pattern END = Pattern.compile("\\s*+");

  private ProblemDocument() {}

  /**
   * The code in a document.
   *
   * @param body any bytes, at most {@link ClientLimits#MAXIMUM_PROBLEM_BYTES}: the pattern's depth
   *     depends on it
   * @return empty if it is longer, is no such object, or has no, several or an unknown code
   */
  static Optional<RefusalCode> code(Bytes body) {
    if (body.length() > ClientLimits.MAXIMUM_PROBLEM_BYTES) {
      return Optional.empty();
    }
    String text = new String(body.toArray(), StandardCharsets.UTF_8);
    Matcher matcher = BEGIN.matcher(text);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    Optional<RefusalCode> code = Optional.empty();
    boolean more = true;
    int position = matcher.end();
    matcher.usePattern(MEMBER);
    while (more) {
      if (!matcher.region(position, text.length()).lookingAt()) {
        return Optional.empty();
      }
      if (matcher.group(1).equals("code")) {
        if (code.isPresent()) {
          return Optional.empty();
        }
        code = known(Optional.ofNullable(matcher.group(2)));
      }
      more = matcher.group(3).equals(",");
      position = matcher.end();
    }
    return matcher.usePattern(END).region(position, text.length()).matches()
        ? code
        : Optional.empty();
  }

  private static Optional<RefusalCode> known(Optional<String> text) {
    for (RefusalCode code : RefusalCode.values()) {
      if (text.filter(code.text()::equals).isPresent()) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
