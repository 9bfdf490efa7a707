package dev.skep.se.pkcs11.internal.token;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where an SE's keys are.
 *
 * @param library the vendor's PKCS#11 library
 * @param slot the slot's number; the first slot with a token if empty
 * @param pinFile the user PIN
 * @param label what the names of the keys begin with; two SEs of one token have different ones
 */
public record TokenSettings(Path library, OptionalLong slot, Path pinFile, String label) {
  /** Names the token for a person. */
  String description() {
    return "the token in "
        + (slot.isPresent() ? "slot " + slot.getAsLong() : "the first slot")
        + " of "
        + library;
  }

  /** The name of the key that wraps the storage file's. */
  String storageLabel() {
    return label + "-state";
  }
}
