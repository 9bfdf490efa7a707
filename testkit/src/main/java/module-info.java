/** What tests of algorithms and security elements share. */
module dev.skep.testkit {
  requires transitive dev.skep.api;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive org.junit.jupiter.api;
  requires static osgi.annotation;
  requires static org.jspecify;

  exports dev.skep.testkit.vectors;
}
