/**
 * Hands audit events to every sink, and to the log.
 *
 * <p>It decides nothing; a sink that fails is reported and does not disturb the ceremony.
 */
@NullMarked
package dev.skep.server.core.internal.audit;

import org.jspecify.annotations.NullMarked;
