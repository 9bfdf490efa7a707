/**
 * What a session costs the server, as ratios of one run: the real server's work on one response
 * against the bare operations of the engine below it, and against a TLS handshake; and what a whole
 * enrolment costs it, over HTTP and with a database, by stage.
 *
 * <p>It measures no network between machines and no security element: devices and holders only make
 * what the server is measured with. It is no bundle; it looks inside other modules, from the class
 * path.
 */
@NullMarked
package dev.skep.benchmarks.internal;

import org.jspecify.annotations.NullMarked;
