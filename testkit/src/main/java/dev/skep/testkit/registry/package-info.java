/**
 * As much of an OSGi service registry as the test of one component needs, without a framework.
 *
 * <p>It resolves nothing and starts nothing; whether bundles work together is shown in a container.
 */
@Export
@Version("1.0.0")
@NullMarked
package dev.skep.testkit.registry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
