package dev.skep.store.jdbc.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The database of the issuer's stores; PID {@value #PID}. */
@ObjectClassDefinition(
    name = "SKEP database",
    description =
        "Where sessions, enrolments, certificates, sealed keys and audit events are kept: H2 in a "
            + "file by default, PostgreSQL where nodes share it. A change closes the database and "
            + "opens the other one at once.")
@interface StoreConfiguration {
  String PID = "dev.skep.store.jdbc";

  @AttributeDefinition(
      name = "JDBC driver",
      description = "Class of the driver: org.h2.Driver or org.postgresql.Driver.")
  String driver_class() default StoreSettings.H2;

  @AttributeDefinition(
      name = "File",
      description =
          "Of the H2 database, without its ending; made if absent. A relative path is below the "
              + "data folder. Counts only while the URL is empty. It grows while it is open, by "
              + "about 100 KB for each enrolment, so that a kill loses nothing; a start compacts "
              + "it.")
  String file() default "db/skep";

  @AttributeDefinition(
      name = "URL",
      description =
          "JDBC URL, for example jdbc:postgresql://db.example.org/skep. Empty: the file. Put no "
              + "password into it. One of H2 must end with ;REUSE_SPACE=FALSE, and its file is not "
              + "compacted.")
  String url() default "";

  @AttributeDefinition(
      name = "User",
      description = "Of the database. It must be allowed to make tables. H2 takes sa if empty.")
  String user() default "";

  @AttributeDefinition(
      name = "Password file",
      description =
          "A text file with the user's password on its only line. A relative path is below the data "
              + "folder. Empty: no password.")
  String password_file() default "";

  @AttributeDefinition(
      name = "Connections",
      description = "How many there are at the most, 2 to 200.",
      min = "2",
      max = "200")
  int pool_size() default 8;

  @AttributeDefinition(
      name = "Wait for a connection (ms)",
      description = "How long a call waits for one before it fails, 250 to 60000.",
      min = "250",
      max = "60000")
  int pool_wait_millis() default 5_000;

  @AttributeDefinition(
      name = "Time of a statement (ms)",
      description = "The longest that one may take before it fails, 1000 to 600000.",
      min = "1000",
      max = "600000")
  int statement_timeout_millis() default 15_000;

  @AttributeDefinition(
      name = "Housekeeping",
      description = "Seconds between two rounds that remove what is expired, 1 to 86400.",
      min = "1",
      max = "86400")
  int purge_interval_seconds() default 60;

  @AttributeDefinition(
      name = "Grace of used session ids",
      description =
          "Seconds for which they are kept after their expiry, 60 to 604800: more than the clocks "
              + "of all nodes can differ.",
      min = "60",
      max = "604800")
  int claim_grace_seconds() default 3_600;

  @AttributeDefinition(
      name = "Audit",
      description = "Days for which events are kept, 1 to 36500; 0 keeps them for ever.",
      min = "0",
      max = "36500")
  int audit_keep_days() default 90;
}
