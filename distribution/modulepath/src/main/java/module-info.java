/** Uses SKEP without OSGi: named modules, found by {@link java.util.ServiceLoader} only. */
module dev.skep.modulepath {
  requires dev.skep.api;
  requires dev.skep.protocol;
  requires static org.jspecify;

  uses dev.skep.api.algorithm.AttestationScheme;
  uses dev.skep.api.algorithm.KeyDerivation;
  uses dev.skep.api.algorithm.KeyTransport;
  uses dev.skep.api.algorithm.SessionCipher;
  uses dev.skep.api.issuer.IssuerServerFactory;
  uses dev.skep.api.se.SecurityElementFactory;
  uses java.security.Provider;
}
