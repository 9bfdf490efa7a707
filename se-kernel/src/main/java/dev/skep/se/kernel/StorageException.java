package dev.skep.se.kernel;

import java.nio.file.Path;

/** Storage that cannot be used; the message names the file, what is wrong and what to do. */
public final class StorageException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A problem with a file.
   *
   * @param problem what is wrong and what to do
   */
  public StorageException(Path file, String problem) {
    super(file + " " + problem);
  }

  /** A problem with a file, with what caused it. */
  public StorageException(Path file, String problem, Throwable cause) {
    super(file + " " + problem, cause);
  }

  /** A problem with storage that is no file. */
  public StorageException(String problem) {
    super(problem);
  }

  /** A problem with storage that is no file, or not only one, with what caused it. */
  public StorageException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
