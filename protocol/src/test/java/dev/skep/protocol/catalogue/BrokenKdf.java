package dev.skep.protocol.catalogue;

/** A key derivation that ServiceLoader finds but whose engine is missing. */
public final class BrokenKdf extends WorkingKdf {
  static final String NAME = "dev.skep.test/broken";

  /** Fails, as a constructor without its engine does. */
  public BrokenKdf() {
    throw new IllegalStateException("no engine has what " + NAME + " needs");
  }

  @Override
  public String name() {
    return NAME;
  }
}
