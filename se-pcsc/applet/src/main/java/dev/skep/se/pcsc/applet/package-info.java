/**
 * A security element inside a Java Card (spec sections 3 to 7 and 10 to 13; commands: {@code
 * APDU.md}).
 *
 * <p>Java Card 3.0.4 only: no {@code int} is kept, nothing is allocated after the installation,
 * what a session holds is in transient arrays, what is committed is written in transactions. Fields
 * are persistent memory, so that cursors live in transient arrays. In place of records, methods
 * take a buffer with offset and length, as the platform's own do.
 *
 * <p>K, derived keys, and imported secrets never leave it. It knows no reader, no host and no
 * clock.
 */
@NullMarked
package dev.skep.se.pcsc.applet;

import org.jspecify.annotations.NullMarked;
