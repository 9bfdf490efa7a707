/** RSA: the OAEP key transport and four attestation schemes. */
module dev.skep.provider.rsa {
  requires dev.skep.api;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.core;

  provides dev.skep.api.algorithm.KeyTransport with
      dev.skep.provider.rsa.internal.RsaOaep256;
  provides dev.skep.api.algorithm.AttestationScheme with
      dev.skep.provider.rsa.internal.Ps256,
      dev.skep.provider.rsa.internal.Ps384,
      dev.skep.provider.rsa.internal.Rs256,
      dev.skep.provider.rsa.internal.Rs256Dias;
}
