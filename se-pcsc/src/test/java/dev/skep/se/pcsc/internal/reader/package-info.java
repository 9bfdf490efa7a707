/** Readers with faults that no daemon makes on demand. */
package dev.skep.se.pcsc.internal.reader;
