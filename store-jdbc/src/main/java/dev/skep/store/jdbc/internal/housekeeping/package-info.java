/**
 * Removes what nobody needs any more, in small steps beside the calls of the service.
 *
 * <p>It never removes what could let a session be used twice, and never a certificate.
 */
@NullMarked
package dev.skep.store.jdbc.internal.housekeeping;

import org.jspecify.annotations.NullMarked;
