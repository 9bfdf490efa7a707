/**
 * The issuer's stores by SQL: used and established sessions, enrolments with their certificates,
 * sealed keys.
 *
 * <p>Each call is one statement or one transaction. What is sealed stays so: no key is here.
 */
@NullMarked
package dev.skep.store.jdbc.internal.role;

import org.jspecify.annotations.NullMarked;
