package dev.skep.server.core.internal.trust;

/** Is told when what is trusted changes, or could not; called on the thread that judges a chain. */
public interface TrustListener {
  /** Ignores everything. */
  TrustListener NONE =
      new TrustListener() {
        @Override
        public void loaded(int anchors, int revocationLists) {}

        @Override
        public void refused(String problem) {}
      };

  /**
   * The directories were read; this is what counts from now on.
   *
   * @param anchors how many device CAs are trusted; with 0, no device is
   * @param revocationLists how many lists are there
   */
  void loaded(int anchors, int revocationLists);

  /**
   * The directories changed but cannot be used; what counted before still does.
   *
   * @param problem the file, what is wrong with it and what to do; for an operator
   */
  void refused(String problem);
}
