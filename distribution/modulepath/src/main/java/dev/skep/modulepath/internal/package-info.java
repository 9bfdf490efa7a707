/**
 * A program on the module path that names no implementation: what is installed is found by {@link
 * java.util.ServiceLoader}.
 */
@NullMarked
package dev.skep.modulepath.internal;

import org.jspecify.annotations.NullMarked;
