/**
 * The features in a real Apache Karaf: Pax Exam starts it by Karaf's own script, in a process of
 * its own, with the archive in its {@code deploy/}, no network and no repository but what is on the
 * disk. Tests of sessions and enrolments run inside it, in a bundle that Pax Exam installs and
 * calls.
 */
@NullMarked
package dev.skep.itest.karaf;

import org.jspecify.annotations.NullMarked;
