package dev.skep.crypto.corretto.internal;

/** The native library does not load or fails its own tests; a retry in this process is useless. */
final class LibraryUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says why, for people. */
  LibraryUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
