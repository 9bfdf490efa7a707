/**
 * The demo of the distribution. It tells its story inside an OSGi framework only: on the plain
 * module path there is no bundle to swap.
 */
module dev.skep.demo {
  requires dev.skep.api;
  requires dev.skep.protocol;
  requires java.net.http;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.cm;
  requires static org.osgi.service.component.annotations;
  requires static osgi.core;
}
