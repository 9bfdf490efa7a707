import dev.skep.api.se.SecurityElementFactory;
import dev.skep.se.software.internal.SoftwareSecurityElementFactory;

/** A security element in software. */
module dev.skep.se.software {
  requires dev.skep.api;
  requires dev.skep.protocol;
  requires dev.skep.se.kernel;
  requires org.slf4j;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;

  provides SecurityElementFactory with
      SoftwareSecurityElementFactory;
}
