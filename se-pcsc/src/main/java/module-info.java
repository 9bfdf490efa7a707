import dev.skep.api.se.SecurityElementFactory;
import dev.skep.se.pcsc.internal.PcscSecurityElementFactory;

/** Smart cards in PC/SC readers. */
@SuppressWarnings("opens") // jnasmartcardio is put into the jar after the compilation
module dev.skep.se.pcsc {
  requires dev.skep.api;
  requires dev.skep.protocol;
  requires java.smartcardio;
  requires org.slf4j;
  requires static apdu4j.jnasmartcardio; // its package is in this module's jar
  requires static com.sun.jna;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;

  opens jnasmartcardio to
      com.sun.jna;

  provides SecurityElementFactory with
      PcscSecurityElementFactory;
}
