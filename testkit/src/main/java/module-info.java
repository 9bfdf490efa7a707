/** What every algorithm and session store has to do, as tests, and what such tests share. */
module dev.skep.testkit {
  requires transitive dev.skep.api;
  requires transitive com.fasterxml.jackson.databind;
  requires transitive org.junit.jupiter.api;
  requires static osgi.annotation;
  requires static osgi.core;
  requires static org.jspecify;

  exports dev.skep.testkit.algorithm;
  exports dev.skep.testkit.registry;
  exports dev.skep.testkit.rule;
  exports dev.skep.testkit.store;
  exports dev.skep.testkit.vectors;

  opens dev.skep.testkit.algorithm to
      org.junit.platform.commons;
  opens dev.skep.testkit.internal.report to
      org.junit.platform.commons;
  opens dev.skep.testkit.rule to
      org.junit.platform.commons;
  opens dev.skep.testkit.store to
      org.junit.platform.commons;
}
