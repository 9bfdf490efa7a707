/** The bytes of commands and answers. */
package dev.skep.se.pcsc.internal.apdu;
