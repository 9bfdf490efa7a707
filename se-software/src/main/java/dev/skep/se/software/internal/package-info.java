/**
 * How a software SE comes to be: its settings, its OSGi component, its factory for the module path.
 *
 * <p>It holds no protocol and no key: see {@code storage} and {@code key}, and the kernel.
 */
@NullMarked
package dev.skep.se.software.internal;

import org.jspecify.annotations.NullMarked;
