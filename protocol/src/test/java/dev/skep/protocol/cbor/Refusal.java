package dev.skep.protocol.cbor;

import dev.skep.api.Bytes;

/** What the parser says of an input: the rule that it breaks. */
final class Refusal {
  /** Stands for no rule. */
  static final String NONE = "accepted";

  private Refusal() {}

  static String of(Bytes input) {
    return of(input, CborLimits.DEFAULT);
  }

  static String of(Bytes input, CborLimits limits) {
    try {
      Cbor.decode(input, limits);
      return NONE;
    } catch (MalformedMessageException e) {
      return e.rejection().rule();
    }
  }
}
