/**
 * Tests of the assembled distribution: in its container, as a process, and its modules on the
 * module path.
 */
@NullMarked
package dev.skep.itest;

import org.jspecify.annotations.NullMarked;
