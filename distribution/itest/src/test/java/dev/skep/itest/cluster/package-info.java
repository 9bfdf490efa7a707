/**
 * Servers that share a database, or come back after they were killed, with holders who enrol
 * meanwhile. What one message does is tested in the modules.
 */
@NullMarked
package dev.skep.itest.cluster;

import org.jspecify.annotations.NullMarked;
