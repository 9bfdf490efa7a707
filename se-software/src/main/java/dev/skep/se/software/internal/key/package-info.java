/**
 * A device key (SE_PrivK) in software, used through the schemes of the catalogue.
 *
 * <p>It signs only what the kernel's {@code DeviceKey} built, and does not decide when to attest;
 * that is the kernel's business.
 */
@NullMarked
package dev.skep.se.software.internal.key;

import org.jspecify.annotations.NullMarked;
