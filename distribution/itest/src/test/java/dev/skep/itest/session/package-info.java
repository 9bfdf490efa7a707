/**
 * Sessions in the distribution's container: over HTTP on this machine, with software security
 * elements that a device maker's CA of the test has certified, while bundles, configurations and
 * trust change.
 */
@NullMarked
package dev.skep.itest.session;

import org.jspecify.annotations.NullMarked;
