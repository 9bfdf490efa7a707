package dev.skep.demo.internal.story;

import java.time.Duration;

/**
 * How one chapter went.
 *
 * @param number from 0
 * @param title its heading
 * @param outcome in a few words; what did not happen where it is not ok
 * @param ok whether everything expected happened
 * @param took how long
 */
public record ChapterResult(int number, String title, String outcome, boolean ok, Duration took) {}
