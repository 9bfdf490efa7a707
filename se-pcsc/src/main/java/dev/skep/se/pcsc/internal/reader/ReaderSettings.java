package dev.skep.se.pcsc.internal.reader;

import dev.skep.api.Bytes;
import java.time.Duration;

/**
 * How readers are treated.
 *
 * @param applet AID of the applet, 5 to 16 bytes
 * @param answer how long a card may take for an answer, and another program for its transaction
 * @param keys how long a card may take for a command that makes keys
 * @param retries how often an operation is begun again that another program kept from beginning
 */
public record ReaderSettings(Bytes applet, Duration answer, Duration keys, int retries) {}
