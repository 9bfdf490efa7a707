package dev.skep.se.pcsc.internal.reader;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Which readers are watched, and how.
 *
 * @param readers what their names must match
 * @param poll how often they are looked at
 * @param reader how each one is treated
 */
public record MonitorSettings(Pattern readers, Duration poll, ReaderSettings reader) {}
