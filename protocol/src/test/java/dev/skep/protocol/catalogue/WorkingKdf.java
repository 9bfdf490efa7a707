package dev.skep.protocol.catalogue;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.KeyDerivation;

/** A key derivation that ServiceLoader finds and can make; it derives nothing. */
public class WorkingKdf implements KeyDerivation {
  static final String NAME = "dev.skep.test/working";

  /** For ServiceLoader. */
  public WorkingKdf() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String transcriptHash() {
    return "SHA-256";
  }

  @Override
  public SecretBytes derive(SecretBytes key, String label, Bytes context, int lengthBytes) {
    throw new IllegalStateException("this one only has a name");
  }
}
