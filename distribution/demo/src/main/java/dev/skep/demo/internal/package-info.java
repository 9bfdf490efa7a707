/**
 * The demo: a component that tells the story in its own thread and then ends the container.
 *
 * <p>Nothing here belongs into a server that is used: its device CA is made anew at each run and
 * forgotten with it.
 */
@NullMarked
package dev.skep.demo.internal;

import org.jspecify.annotations.NullMarked;
