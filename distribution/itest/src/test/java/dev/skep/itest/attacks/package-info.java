/**
 * Which test shows what becomes of which attack: titles of tests begin with the number of a case
 * ({@code "attack 65: ..."}), and the table of cases is beside this package as a resource. Makes
 * {@code docs/attacks.md} from the sources, and a report with results from what the build has
 * written. Does not judge whether a test tests what its title says.
 */
@NullMarked
package dev.skep.itest.attacks;

import org.jspecify.annotations.NullMarked;
