/**
 * A Java Card without hardware, for tests only: the card in this process over jcardsim, with
 * transactions that roll back and power that goes at any persistent write; a virtual reader that
 * holds it, and a pcscd of its own for that reader.
 *
 * <p>It knows no applet: classes come as parameters. What it does not do, and where it differs from
 * a real card, is in the folder's README.md. Nothing of it belongs into a distribution.
 */
@NullMarked
package dev.skep.se.pcsc.simulator;

import org.jspecify.annotations.NullMarked;
