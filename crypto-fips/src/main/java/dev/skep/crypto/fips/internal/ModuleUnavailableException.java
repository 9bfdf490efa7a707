package dev.skep.crypto.fips.internal;

/** The module does not load or fails its own tests; a retry in this process is useless. */
final class ModuleUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says why, for people. */
  ModuleUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
