package dev.skep.api;

/** A setting that cannot be used; the message says which one, what is wrong and what to do. */
public class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A wrong setting.
   *
   * @param setting the name of the setting or file
   * @param problem what is wrong and what to do, as one sentence
   */
  public SettingsException(String setting, String problem) {
    super(setting + ": " + problem);
  }

  /** A wrong setting, with what caused it. */
  public SettingsException(String setting, String problem, Throwable cause) {
    super(setting + ": " + problem, cause);
  }
}
