/** Tests of the shell commands through Gogo's own command processor. */
package dev.skep.client.internal.shell;
