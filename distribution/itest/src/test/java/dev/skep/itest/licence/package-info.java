/**
 * What of others' is shipped, and under which licences. Looks at nothing but what the build has
 * made: it asks no registry, and reads no licence's text.
 */
@NullMarked
package dev.skep.itest.licence;

import org.jspecify.annotations.NullMarked;
