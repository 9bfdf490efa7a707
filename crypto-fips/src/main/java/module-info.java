/**
 * Bouncy Castle FIPS as an OSGi service. On the module path this module provides nothing: the
 * library is no module beside Bouncy Castle's, since both have the same packages.
 */
module dev.skep.crypto.fips {
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static osgi.core;
}
