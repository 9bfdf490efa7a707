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

  /** {@code address.max.pending}: how many requests of one client address are open at once. */
  @AttributeDefinition(
      name = "Open requests of one address",
      description =
          "A request above this is refused with 429 before its body is read. Here and below, one"
              + " client address is an IPv4 address or the first 64 bits of an IPv6 address; an"
              + " address of this machine itself is never limited. 0 to 1048576; 0 is no limit.",
      min = "0",
      max = "1048576")
  int address_max_pending() default 128;

  /** {@code address.offers.per.minute}: how many offers one client address gets in the long run. */
  @AttributeDefinition(
      name = "Offers to one address (per minute)",
      description =
          "How many offers one client address gets a minute in the long run; a request for more is"
              + " refused with 429. An enrolment takes one. 0 to 1000000; 0 is no limit.",
      min = "0",
      max = "1000000")
  int address_offers_per_minute() default 600;

  /** {@code address.offers.burst}: how many offers one client address gets at once. */
  @AttributeDefinition(
      name = "Offers to one address (at once)",
      description =
          "How many offers one client address gets at once after a quiet time; 1 to 1000000.",
      min = "1",
      max = "1000000")
  int address_offers_burst() default 120;

  /** {@code address.faults.per.minute}: how much one client address may do wrong. */
  @AttributeDefinition(
      name = "Faults of one address (per minute)",
      description =
          "How many messages of one client address may be rejected, malformed, too long, or too"
              + " slow a minute in the long run; after more, all its messages are refused with 429"
              + " for a while. 0 to 1000000; 0 is no limit.",
      min = "0",
      max = "1000000")
  int address_faults_per_minute() default 300;

  /** {@code address.faults.burst}: how much one client address may do wrong at once. */
  @AttributeDefinition(
      name = "Faults of one address (at once)",
      description =
          "How many faults one client address may commit at once after a quiet time; 1 to 1000000.",
      min = "1",
      max = "1000000")
  int address_faults_burst() default 60;

  /** {@code trusted.proxies}: who is believed when it names the client it asks for. */
  @AttributeDefinition(
      name = "Trusted proxies",
      description =
          "Addresses or blocks (10.0.0.0/8) of proxies before this server that write the header"
              + " below. The client that they name is the one that is limited and is in the audit"
              + " log. Without it, all clients of a proxy are one, and those of a proxy on this"
              + " machine are not limited.")
  String[] trusted_proxies() default {};

  /** {@code forwarded.header}: where trusted proxies name the client. */
  @AttributeDefinition(
      name = "Header of trusted proxies",
      description =
          "The one header in which trusted proxies add the client's address, X-Forwarded-For or"
              + " Forwarded (RFC 7239). Name the one that they write: the other may be forged.")
  String forwarded_header() default "X-Forwarded-For";
}
