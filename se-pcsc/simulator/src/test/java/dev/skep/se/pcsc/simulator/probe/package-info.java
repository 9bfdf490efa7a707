/** Applets of the simulator's own tests; a card defines this package afresh. */
@NullMarked
package dev.skep.se.pcsc.simulator.probe;

import org.jspecify.annotations.NullMarked;
