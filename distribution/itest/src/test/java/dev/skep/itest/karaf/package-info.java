/**
 * The features in a real Apache Karaf, started as a process by its own script: the archive in its
 * {@code deploy/}, no network, no repository but what is on the disk. Tests of sessions and
 * enrolments run inside it, in a bundle that is dropped beside the archive.
 */
@NullMarked
package dev.skep.itest.karaf;

import org.jspecify.annotations.NullMarked;
