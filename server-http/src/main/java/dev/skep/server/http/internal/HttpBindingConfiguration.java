package dev.skep.server.http.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of PID {@value #PID}; a change takes effect with the next request. */
@ObjectClassDefinition(
    name = "SKEP HTTP binding",
    description = "Limits of the HTTP binding. A change takes effect with the next request.")
public @interface HttpBindingConfiguration {
  /** The PID under which these settings stand. */
  String PID = "dev.skep.server.http";

  /** {@code body.max.bytes}: the longest request body, in bytes. */
  @AttributeDefinition(
      name = "Longest body (bytes)",
      description = "A longer request body is refused with 413; 1 to 16777216.",
      min = "1",
      max = "16777216")
  int body_max_bytes() default 65_536;

  /** {@code read.timeout.millis}: how long a peer may take to send a body, or to take a list. */
  @AttributeDefinition(
      name = "Time to send the body (ms)",
      description =
          "A peer that has not sent its whole body by then is cut off with 408, one that has not "
              + "taken the revocation list by then is given up; 100 to 600000.",
      min = "100",
      max = "600000")
  int read_timeout_millis() default 10_000;

  /** {@code max.concurrent}: how many requests the issuer's server works on at once. */
  @AttributeDefinition(
      name = "Requests worked on at once",
      description =
          "A complete request above this is refused with 503. Peers that are still sending do not"
              + " count; 1 to 65536.",
      min = "1",
      max = "65536")
  int max_concurrent() default 64;

  /** {@code max.pending}: how many requests are open at once, still being sent or held back. */
  @AttributeDefinition(
      name = "Open requests",
      description =
          "A request above this is refused with 503 before its body is read. Times the longest"
              + " body, it bounds the memory of the binding; 1 to 1048576.",
      min = "1",
      max = "1048576")
  int max_pending() default 512;

  /** {@code rejection.delay.millis}: the step of time in which rejections are answered. */
  @AttributeDefinition(
      name = "Step of rejection times (ms)",
      description =
          "A rejection is answered at a whole multiple of this after the request was complete, so"
              + " that its time does not tell which check failed; 1 to 10000.",
      min = "1",
      max = "10000")
  int rejection_delay_millis() default 50;
}
