/** The issuer's server behind a binding. */
module dev.skep.server.core {
  requires dev.skep.protocol;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;

  provides dev.skep.api.issuer.IssuerServerFactory with
      dev.skep.server.core.internal.StandaloneServer;
}
