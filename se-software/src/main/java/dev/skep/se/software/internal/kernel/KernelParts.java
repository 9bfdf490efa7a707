package dev.skep.se.software.internal.kernel;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.se.software.internal.key.DeviceKeys;
import dev.skep.se.software.internal.storage.SealedStorage;
import java.util.function.LongSupplier;

/**
 * What a kernel is put together from.
 *
 * @param storage vendor-replaceable; the kernel closes it
 * @param keys vendor-replaceable
 * @param catalogue the algorithms that are installed
 * @param random under test; the same one that the keys use
 * @param nanoClock monotonic, in nanoseconds, as {@link System#nanoTime}
 */
public record KernelParts(
    SealedStorage storage,
    DeviceKeys keys,
    AlgorithmCatalogue catalogue,
    HealthTestedRandom random,
    LongSupplier nanoClock) {}
