package dev.skep.server.core.internal.enrollment;

import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.plan.PlanDirectory;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What enrolment is put together from.
 *
 * @param store keeps enrolments
 * @param register knows certificates
 * @param managementKeys give the key that requests name
 * @param sealer for orders
 * @param plans asked once for each call
 * @param policy asked once for each call
 * @param random for codes, PINs, PUKs and secrets
 * @param clock for validities
 */
public record EnrollmentParts(
    EnrollmentStore store,
    CertificateRegister register,
    ManagementKeys managementKeys,
    StoreSealer sealer,
    Supplier<PlanDirectory> plans,
    Supplier<EnrollmentPolicy> policy,
    SecureRandom random,
    Clock clock) {}
