package dev.skep.api.issuer;

/** Why a certificate was revoked (RFC 5280 section 5.3.1). */
public enum RevocationReason {
  /** No reason is given; the entry then has no reasonCode. */
  UNSPECIFIED(0, "unspecified"),
  /** The key may be in other hands. */
  KEY_COMPROMISE(1, "keyCompromise"),
  /** The subject's name or another fact is no longer right. */
  AFFILIATION_CHANGED(3, "affiliationChanged"),
  /** Another certificate takes its place. */
  SUPERSEDED(4, "superseded"),
  /** It is no longer needed. */
  CESSATION_OF_OPERATION(5, "cessationOfOperation"),
  /** The right that it stands for was withdrawn. */
  PRIVILEGE_WITHDRAWN(9, "privilegeWithdrawn");

  private final int code;
  private final String text;

  RevocationReason(int code, String text) {
    this.code = code;
    this.text = text;
  }

  /** The value of CRLReason. */
  public int code() {
    return code;
  }

  /** RFC 5280's name. */
  public String text() {
    return text;
  }
}
