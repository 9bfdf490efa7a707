package dev.skep.se.kernel;

import dev.skep.se.kernel.internal.HealthTestedRandom;
import dev.skep.se.kernel.internal.KernelSecurityElement;
import java.security.SecureRandom;

/** Makes security elements of a vendor's parts. */
public final class SecurityElementKernel {
  private SecurityElementKernel() {}

  /**
   * Loads an SE from its storage; a first start makes a blank one.
   *
   * @param parts the storage is closed with the SE, and if this fails
   * @return the SE, which the caller closes
   * @throws StorageException if the storage cannot be used; the message says why and what to do
   */
  public static HostedSecurityElement open(KernelSettings settings, KernelParts parts)
      throws StorageException {
    return KernelSecurityElement.open(settings, parts);
  }

  /**
   * Puts a random generator under a continuous test (SP 800-90B section 4.4). Parts that need
   * random numbers and the SE get the same one; an SE whose generator fails stops for good.
   *
   * @return throws {@code IllegalStateException} where it would give numbers after it failed
   */
  public static SecureRandom tested(SecureRandom random) {
    return HealthTestedRandom.over(random);
  }
}
