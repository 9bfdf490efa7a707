/** DHKEM key transports and elliptic-curve attestation schemes. */
module dev.skep.provider.ecdh {
  requires dev.skep.api;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;

  provides dev.skep.api.algorithm.KeyTransport with
      dev.skep.provider.ecdh.internal.DhkemP256,
      dev.skep.provider.ecdh.internal.DhkemP384,
      dev.skep.provider.ecdh.internal.DhkemP521,
      dev.skep.provider.ecdh.internal.DhkemX25519;
  provides dev.skep.api.algorithm.AttestationScheme with
      dev.skep.provider.ecdh.internal.Es256,
      dev.skep.provider.ecdh.internal.Es384,
      dev.skep.provider.ecdh.internal.Es512,
      dev.skep.provider.ecdh.internal.Ed25519;
}
