/** A security element but for two parts that its vendor brings. */
module dev.skep.se.kernel {
  requires transitive dev.skep.api;
  requires transitive dev.skep.protocol;
  requires org.slf4j;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;

  exports dev.skep.se.kernel;
  exports dev.skep.se.kernel.service;
}
