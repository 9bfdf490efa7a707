/** Post-quantum key transports and attestation schemes. */
module dev.skep.provider.pqc {
  requires dev.skep.api;
  requires org.bouncycastle.provider;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;

  provides dev.skep.api.algorithm.KeyTransport with
      dev.skep.provider.pqc.internal.MlKem768,
      dev.skep.provider.pqc.internal.MlKem1024,
      dev.skep.provider.pqc.internal.XWing;
  provides dev.skep.api.algorithm.AttestationScheme with
      dev.skep.provider.pqc.internal.MlDsa65,
      dev.skep.provider.pqc.internal.MlDsa87;
}
