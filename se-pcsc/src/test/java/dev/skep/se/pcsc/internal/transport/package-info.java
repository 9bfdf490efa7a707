/** Forms of commands and answers, against a scripted card. */
package dev.skep.se.pcsc.internal.transport;
