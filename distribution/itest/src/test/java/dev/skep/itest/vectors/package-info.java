/** Compares the third-party vectors that ran in this build with those that the document says. */
@NullMarked
package dev.skep.itest.vectors;

import org.jspecify.annotations.NullMarked;
