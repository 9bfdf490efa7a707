package dev.skep.issuer.x509.internal.list;

import java.time.Duration;

/**
 * How long lists are good.
 *
 * @param validity from the making of a list to its nextUpdate
 * @param backdating from its thisUpdate to its making, for clocks that are slow
 */
public record ListTerms(Duration validity, Duration backdating) {}
