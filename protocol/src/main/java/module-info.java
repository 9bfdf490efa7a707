/** What both ends of a ceremony must compute identically. */
module dev.skep.protocol {
  requires transitive dev.skep.api;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.cbor;
  requires org.slf4j;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;

  exports dev.skep.protocol;
  exports dev.skep.protocol.catalogue;
  exports dev.skep.protocol.cbor;
  exports dev.skep.protocol.certificate;
  exports dev.skep.protocol.message;
  exports dev.skep.protocol.provisioning;

  uses dev.skep.api.algorithm.AttestationScheme;
  uses dev.skep.api.algorithm.KeyDerivation;
  uses dev.skep.api.algorithm.KeyTransport;
  uses dev.skep.api.algorithm.SessionCipher;
}
