/**
 * The issuer's stores in a relational database, over the OSGi JDBC service: H2 in a file of the
 * data folder by default, PostgreSQL by configuration alone.
 *
 * <p>It registers the stores while the database can be used. It decides nothing about sessions,
 * enrolments or certificates, and holds no key.
 */
@NullMarked
package dev.skep.store.jdbc.internal;

import org.jspecify.annotations.NullMarked;
