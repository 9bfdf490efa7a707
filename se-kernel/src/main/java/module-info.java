/** A security element but for two parts that its vendor brings. */
module dev.skep.se.kernel {
  requires transitive dev.skep.api;
  requires transitive dev.skep.protocol;
  requires org.slf4j;
  requires static osgi.annotation;
  requires static org.jspecify;

  exports dev.skep.se.kernel;
}
