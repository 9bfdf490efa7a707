/**
 * The JCA providers ("engines") that algorithm bundles may use, as objects.
 *
 * <p>It never reads an order from, nor writes to, the JVM's global provider list.
 */
@Export
@Version("1.1.0")
@NullMarked
package dev.skep.api.engine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
