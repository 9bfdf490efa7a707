/**
 * How a vendor's bundle brings a kernel's SE among the services of an OSGi container.
 *
 * <p>It reads no configuration and opens no SE: that is the vendor's component. Whoever uses the
 * kernel without a container leaves this package alone.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.se.kernel.service;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
