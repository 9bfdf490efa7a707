/** What errors of PC/SC mean. */
package dev.skep.se.pcsc.internal.pcsc;
