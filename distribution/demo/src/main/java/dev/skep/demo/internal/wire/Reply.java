package dev.skep.demo.internal.wire;

import dev.skep.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back over HTTP.
 *
 * @param status the status code
 * @param contentType empty if there was none
 * @param body all of it
 * @param took from the first byte out to the last one in
 */
public record Reply(int status, String contentType, Bytes body, Duration took) {
  private static final String PROBLEM = "application/problem+json";
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z-]{1,40})\"");

  /** Whether the server took the message. */
  public boolean accepted() {
    return status == 200;
  }

  /** The coarse code of a problem document (RFC 9457, spec rule H-2); empty if it is none. */
  public String code() {
    Matcher code = CODE.matcher(new String(body.toArray(), StandardCharsets.UTF_8));
    return contentType.startsWith(PROBLEM) && code.find() ? code.group(1) : "";
  }

  /** All that a peer learns, for a person to read. */
  public String summary() {
    return accepted()
        ? "200, " + body.length() + " bytes"
        : status + " " + contentType + ", code \"" + code() + "\", " + body.length() + " bytes";
  }
}
