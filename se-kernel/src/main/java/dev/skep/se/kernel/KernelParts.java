package dev.skep.se.kernel;

import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.security.SecureRandom;

/**
 * What an SE is put together from.
 *
 * @param storage the vendor's or {@link FileStorage}; the SE closes it
 * @param keys the vendor's
 * @param catalogue the algorithms that are installed
 * @param random the source of all randomness of the SE, put under test unless it is already
 */
public record KernelParts(
    SealedStorage storage, DeviceKeys keys, AlgorithmCatalogue catalogue, SecureRandom random) {}
