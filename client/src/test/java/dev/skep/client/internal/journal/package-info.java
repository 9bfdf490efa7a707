/** Tests of the journal with real files. */
package dev.skep.client.internal.journal;
