/** Cards in a real pcscd's virtual readers, used from the assembled distribution. */
@NullMarked
package dev.skep.itest.card;

import org.jspecify.annotations.NullMarked;
