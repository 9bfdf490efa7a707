package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.testkit.rule.Contract;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the contracts of the four roles share. */
@Contract
@ExtendWith(AlgorithmProvider.class)
abstract class AlgorithmContract implements AlgorithmRules {
  AlgorithmContract() {}

  /** Asks the vendor for the algorithm. */
  abstract Algorithm ask() throws Exception;

  /** Asks the vendor for a key pair. */
  KeyPair pair(int sizeBits, SecureRandom random) throws Exception {
    throw new IllegalStateException("an algorithm without keys");
  }

  /** Asks the vendor for public keys that are unfit. */
  List<Bytes> unfit() throws Exception {
    return List.of();
  }
}
