/** The driver as a whole, over a real pcscd, with the applet in simulated cards. */
package dev.skep.se.pcsc.internal;
