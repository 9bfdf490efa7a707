import dev.skep.api.se.SecurityElementFactory;
import dev.skep.se.pkcs11.internal.Pkcs11SecurityElementFactory;

/** A security element whose attestation key is in a PKCS#11 token. */
module dev.skep.se.pkcs11 {
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
      Pkcs11SecurityElementFactory;
}
