/**
 * Runs the analysers that need compiled classes over all modules: SpotBugs with FindSecBugs.
 *
 * <p>Error Prone and NullAway are not here: they run in the compiler, by the profile {@code
 * quality} of the root's pom. What is excluded, and why, is in {@code exclusions.xml}.
 */
@NullMarked
package dev.skep.quality;

import org.jspecify.annotations.NullMarked;
