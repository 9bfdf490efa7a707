/** The stable contract of SKEP; depends on the JDK only. */
module dev.skep.api {
  requires static osgi.annotation;
  requires static org.jspecify;

  exports dev.skep.api;
  exports dev.skep.api.algorithm;
  exports dev.skep.api.capability;
  exports dev.skep.api.client;
  exports dev.skep.api.der;
  exports dev.skep.api.engine;
  exports dev.skep.api.files;
  exports dev.skep.api.issuer;
  exports dev.skep.api.provisioning;
  exports dev.skep.api.se;

  uses java.security.Provider;
}
