package dev.skep.crypto.fips.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.security.AccessControlContext;
import java.security.AccessController;
import java.security.DomainCombiner;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;

/**
 * Runs what must not remember its callers.
 *
 * <p>Up to Java 23 a new thread and a new class loader keep the protection domains of all code that
 * is on the stack, and so this bundle's class loader, although nobody asks for them any more. A
 * combiner replaces them by none; it is made of the JDK's own classes, since it is kept as well.
 */
final class Unwitnessed {
  private static final ProtectionDomain[] NOBODY = {};

  private Unwitnessed() {}

  @SuppressWarnings("removal") // no other way to tell Java 17, and no effect where it is not needed
  static <T> T call(PrivilegedAction<T> action) {
    MethodHandle nobody =
        MethodHandles.dropArguments(
            MethodHandles.constant(ProtectionDomain[].class, NOBODY),
            0,
            ProtectionDomain[].class,
            ProtectionDomain[].class);
    DomainCombiner combiner = MethodHandleProxies.asInterfaceInstance(DomainCombiner.class, nobody);
    return AccessController.doPrivileged(
        action, new AccessControlContext(new AccessControlContext(NOBODY), combiner));
  }
}
