/**
 * The database under the stores: the pool, transactions with bounded retries, what differs between
 * H2 and PostgreSQL, and the schema with its migrations.
 *
 * <p>It knows tables only in the scripts of the schema, and no role of the issuer.
 */
@NullMarked
package dev.skep.store.jdbc.internal.database;

import org.jspecify.annotations.NullMarked;
