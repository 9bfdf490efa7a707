package dev.skep.api.client;

import java.time.Duration;

/**
 * One step of a ceremony.
 *
 * @param name what was done, for example {@code offer}
 * @param detail for a person to read; holds no secret
 * @param sentBytes how much went out
 * @param receivedBytes how much came back
 * @param took how long
 */
public record CeremonyStep(
    String name, String detail, int sentBytes, int receivedBytes, Duration took) {}
