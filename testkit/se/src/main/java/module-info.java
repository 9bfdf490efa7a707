/** What every security element has to do, as tests. */
module dev.skep.testkit.se {
  requires transitive dev.skep.api;
  requires transitive dev.skep.protocol;
  requires transitive dev.skep.testkit;
  requires transitive org.junit.jupiter.api;
  requires static osgi.annotation;
  requires static org.jspecify;

  exports dev.skep.testkit.se;

  opens dev.skep.testkit.se to
      org.junit.platform.commons;
}
