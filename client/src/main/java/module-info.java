/** The middleware between one security element and a server, and its shell commands. */
module dev.skep.client {
  requires dev.skep.api;
  requires dev.skep.protocol;
  requires java.net.http;
  requires org.slf4j;
  requires static org.apache.felix.gogo.runtime;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;

  provides dev.skep.api.client.SessionClient with
      dev.skep.client.internal.HttpSessionClient;
}
