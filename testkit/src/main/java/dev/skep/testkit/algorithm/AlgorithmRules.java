package dev.skep.testkit.algorithm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.testkit.rule.Must;
import org.junit.jupiter.api.Test;

/** What holds for all roles (spec sections 3 and 3.6). */
interface AlgorithmRules {
  @Must
  @Test
  default void M13_hasANameThatAnOfferCanCarry(Algorithm algorithm) {
    assertTrue(AlgorithmNames.isValid(algorithm.name()), algorithm.name());
    assertEquals(algorithm.name(), algorithm.name(), "the name changes");
  }
}
