package dev.skep.se.pcsc.internal.pcsc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses a library. */
public final class PcscLibraries {
  /** What an operator can choose. */
  public enum Choice {
    /** JNA, or the Java runtime's own where JNA cannot be loaded. */
    AUTO,
    /** JNA only. */
    JNA,
    /** The Java runtime's own. */
    JDK
  }

  private static final Logger LOG = LoggerFactory.getLogger(PcscLibraries.class);

  private PcscLibraries() {}

  /**
   * Loads a library.
   *
   * @throws IllegalStateException if {@code JNA} is chosen and cannot be loaded; the message is for
   *     the operator
   */
  public static PcscLibrary load(Choice choice) {
    if (choice == Choice.JDK) {
      return new JdkLibrary();
    }
    try {
      return new JnaLibrary();
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      if (choice == Choice.JNA) {
        throw new IllegalStateException(
            "JNA cannot be loaded (" + e + "); install the bundle com.sun.jna, or choose jdk", e);
      }
      LOG.warn(
          "JNA cannot be loaded ({}), so the Java runtime's own PC/SC client is used: it does not"
              + " survive a restart of the PC/SC service",
          e.toString());
      return new JdkLibrary();
    }
  }
}
