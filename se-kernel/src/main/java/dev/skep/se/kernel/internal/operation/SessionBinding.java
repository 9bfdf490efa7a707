package dev.skep.se.kernel.internal.operation;

import dev.skep.api.Bytes;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.se.kernel.internal.object.Origin;
import java.util.Optional;

/**
 * What the atomic step bound a session to, as far as its records have to fit it.
 *
 * @param transcriptHash TH
 * @param origin of what the session makes
 * @param requestHash SHA-256 of the issuer's request; empty where that was empty
 * @param managementKey that the request names, if it does
 */
public record SessionBinding(
    Bytes transcriptHash,
    Origin origin,
    Optional<Bytes> requestHash,
    Optional<ManagementKey> managementKey) {}
