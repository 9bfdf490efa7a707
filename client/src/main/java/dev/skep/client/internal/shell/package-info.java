/**
 * The {@code skep:} commands of the Gogo shell: what is installed, one ceremony, personalisation.
 *
 * <p>They use only services that any other bundle could use, and work without Gogo's classes: they
 * print to the standard output, which the shell redirects to its console. Errors are sentences; a
 * stack trace never reaches the person.
 */
@NullMarked
package dev.skep.client.internal.shell;

import org.jspecify.annotations.NullMarked;
