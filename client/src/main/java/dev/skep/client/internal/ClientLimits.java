package dev.skep.client.internal;

import java.time.Duration;

/**
 * How long and how often the middleware tries.
 *
 * @param connectTimeout for a connection, 1 ms to 300 s
 * @param requestTimeout for one whole answer, 1 ms to 300 s
 * @param attempts how many offers one ceremony may take, 1 to 10
 */
record ClientLimits(Duration connectTimeout, Duration requestTimeout, int attempts) {
  /** The longest message that is read, in bytes (spec rule M-2). */
  static final int MAXIMUM_MESSAGE_BYTES = 65_536;

  /** The longest error answer that is looked into, in bytes. */
  static final int MAXIMUM_PROBLEM_BYTES = 2_048;

  /** How often one session may go back and forth. */
  static final int MAXIMUM_ROUNDS = 64;

  /** How often the server is told of one commit in one run. */
  static final int MAXIMUM_DELIVERIES = 7;

  /** The longest wait that a server may ask for; with more, the caller is told instead. */
  static final Duration MAXIMUM_RETRY_AFTER = Duration.ofSeconds(5);

  /** How long to wait at the least for an algorithm that one side does not have now. */
  static final Duration WAIT_FOR_ALGORITHM = Duration.ofMillis(500);

  private static final Duration LONGEST = Duration.ofSeconds(300);

  static final ClientLimits DEFAULT =
      new ClientLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 3);

  /** Checks the ranges. */
  ClientLimits {
    check("connect.timeout.seconds", connectTimeout);
    check("request.timeout.seconds", requestTimeout);
    if (attempts < 1 || attempts > 10) {
      throw new IllegalArgumentException(
          HttpSessionClient.PID + ": attempts is " + attempts + "; give 1 to 10");
    }
  }

  static ClientLimits of(ClientSettings settings) {
    return new ClientLimits(
        Duration.ofSeconds(settings.connect_timeout_seconds()),
        Duration.ofSeconds(settings.request_timeout_seconds()),
        settings.attempts());
  }

  private static void check(String name, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          HttpSessionClient.PID + ": " + name + " is " + value.toSeconds() + "; give 1 to 300");
    }
  }
}
