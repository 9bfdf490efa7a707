/**
 * Puts the server together: as OSGi components with their configuration, and for the plain module
 * path.
 *
 * <p>The parts themselves are in the packages below and know neither OSGi nor configuration.
 */
@NullMarked
package dev.skep.server.core.internal;

import org.jspecify.annotations.NullMarked;
