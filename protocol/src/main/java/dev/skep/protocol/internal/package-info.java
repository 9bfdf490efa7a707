/**
 * The catalogue as an OSGi service, filled from the service registry, and the hook that shows
 * bundle-private services to their own bundle only.
 *
 * <p>The only place that ties this bundle to OSGi; on the module path it is not used.
 */
@NullMarked
package dev.skep.protocol.internal;

import org.jspecify.annotations.NullMarked;
