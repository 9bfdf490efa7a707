package dev.skep.server.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Enrolment codes and plans; PID {@value #PID}. */
@ObjectClassDefinition(
    name = "SKEP enrolment",
    description =
        "Codes by which holders enrol, and the plans that say what is provisioned. A change counts "
            + "from the next message on; open enrolments keep what they were made with.")
@interface EnrollmentSettings {
  String PID = "dev.skep.server.enrollment";

  @AttributeDefinition(
      name = "Plans",
      description =
          "Directory of the plans, *.yaml, which are read again within a second after a change. A "
              + "relative path is below the installation's folder (skep.home), else below the "
              + "current one.")
  String plans_directory() default "conf/plans";

  @AttributeDefinition(
      name = "Code required",
      description =
          "Whether every offer needs a code. If not, a session without one is made all the same "
              + "and provisions nothing.")
  boolean code_required() default false;

  @AttributeDefinition(
      name = "Code validity",
      description =
          "Hours for which a code is good where neither operator nor plan says so, 1 to 8760.",
      min = "1",
      max = "8760")
  int code_validity_hours() default 168;

  @AttributeDefinition(
      name = "Attempts",
      description = "How many wrong codes with its id block an enrolment, 1 to 100.",
      min = "1",
      max = "100")
  int code_attempts() default 5;
}
