package dev.skep.api.issuer;

/** The coarse codes that a peer may learn (spec section 9). */
public enum RefusalCode {
  /** The one uniform rejection; the same for whatever failed. */
  REJECTED("rejected", false),
  /** The bytes are no such message. */
  MALFORMED("malformed", false),
  /** The message is longer than the server allows. */
  TOO_LARGE("too-large", false),
  /** The offer is too old; ask for a new one. */
  OFFER_EXPIRED("offer-expired", true),
  /** An algorithm of the offer was withdrawn since; ask for a new offer. */
  OFFER_WITHDRAWN("offer-withdrawn", true),
  /** The server cannot make an offer now: too busy, or no algorithm left. */
  UNAVAILABLE("unavailable", true);

  private final String text;
  private final boolean retryable;

  RefusalCode(String text, boolean retryable) {
    this.text = text;
    this.retryable = retryable;
  }

  /** The code on the wire. */
  public String text() {
    return text;
  }

  /** Whether a new offer can help. */
  public boolean retryable() {
    return retryable;
  }
}
