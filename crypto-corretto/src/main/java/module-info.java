/**
 * Amazon Corretto Crypto Provider as an OSGi service. On the module path nothing of it is needed:
 * there the library's own module provides {@link java.security.Provider}, and this module only
 * brings it along.
 */
module dev.skep.crypto.corretto {
  requires com.amazon.corretto.crypto.provider;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static osgi.core;

  uses java.security.Provider;
}
