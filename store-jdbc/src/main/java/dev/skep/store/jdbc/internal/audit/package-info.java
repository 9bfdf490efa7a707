/**
 * Keeps audit events in the database, off the callers' threads.
 *
 * <p>It is beside the log of the server, not in its place: an event that cannot be written goes to
 * the log of this bundle with the reason.
 */
@NullMarked
package dev.skep.store.jdbc.internal.audit;

import org.jspecify.annotations.NullMarked;
