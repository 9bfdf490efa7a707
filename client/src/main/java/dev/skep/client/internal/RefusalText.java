package dev.skep.client.internal;

import dev.skep.api.issuer.RefusalCode;

/** What a coarse code means, for a person. */
final class RefusalText {
  private RefusalText() {}

  static String of(RefusalCode code) {
    return switch (code) {
      case REJECTED ->
          "the server refuses, and deliberately does not say why: a code that is mistyped, used, out of"
              + " date, taken back or blocked, a device that it does not trust, or something else;"
              + " its operator finds the reason in the audit log";
      case MALFORMED ->
          "the server could not read a message; the SE or this client is of another version";
      case TOO_LARGE -> "a message is longer than the server takes; ask its operator for the limit";
      case OFFER_EXPIRED ->
          "the offer expired before the SE was done; check that the SE answers fast enough for the"
              + " server's offer lifetime";
      case OFFER_WITHDRAWN ->
          "the server withdrew an algorithm of its offer; it is being changed, try again later";
      case UNAVAILABLE ->
          "the server cannot do this now: it is too busy, or lacks a part that is needed (database, CA,"
              + " algorithm); its operator finds the reason in the log";
    };
  }
}
