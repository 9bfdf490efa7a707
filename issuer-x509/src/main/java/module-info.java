/**
 * The default certification authority. It needs a configuration and a register, so {@link
 * java.util.ServiceLoader} does not find it: a service registry does.
 */
module dev.skep.issuer.x509 {
  requires dev.skep.api;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.bouncycastle.util;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;
}
