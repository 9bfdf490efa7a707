/**
 * A vendor's way: from an archetype to a bundle that runs, with the published artifacts and nothing
 * of the reactor.
 */
@NullMarked
package dev.skep.itest.vendor;

import org.jspecify.annotations.NullMarked;
