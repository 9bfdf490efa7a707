/**
 * Bouncy Castle as an OSGi service. On the module path nothing of it is needed: there the library's
 * own module provides {@link java.security.Provider}, and this module only brings it along.
 */
module dev.skep.crypto.bc {
  requires org.bouncycastle.provider;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static osgi.core;
}
