/** The HTTP binding of SKEP; a servlet that the OSGi servlet whiteboard picks up. */
module dev.skep.server.http {
  requires dev.skep.api;
  requires jakarta.servlet;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static org.osgi.service.servlet;
  requires static osgi.annotation;
}
