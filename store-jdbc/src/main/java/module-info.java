/** The issuer's stores in a relational database. */
module dev.skep.store.jdbc {
  requires com.zaxxer.hikari;
  requires dev.skep.api;
  requires java.sql;
  requires org.slf4j;
  requires static org.jspecify;
  requires static org.osgi.service.component.annotations;
  requires static org.osgi.service.jdbc;
  requires static org.osgi.service.metatype.annotations;
  requires static osgi.annotation;
  requires static osgi.core;
}
