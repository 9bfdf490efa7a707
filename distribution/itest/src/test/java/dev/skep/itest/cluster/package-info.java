/**
 * Servers that share a database, come back after they were killed, or are flooded, with holders who
 * enrol meanwhile; and what is left of their secrets. What one message does is tested in the
 * modules.
 */
@NullMarked
package dev.skep.itest.cluster;

import org.jspecify.annotations.NullMarked;
