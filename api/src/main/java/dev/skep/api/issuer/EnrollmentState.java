package dev.skep.api.issuer;

/** How far an enrolment is. An open one whose time is over stays open but allows nothing. */
public enum EnrollmentState {
  /** It waits for its holder, or a session of it is under way. */
  OPEN,
  /** A session of it came to its end; nothing more can. */
  COMPLETED,
  /** The issuer took it back. */
  CANCELLED,
  /** Too many wrong codes were tried. */
  BLOCKED
}
