package dev.skep.se.software.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The operator's choices as metatype shows them; {@link SoftwareSettings} reads them. */
@ObjectClassDefinition(
    name = "SKEP software security element",
    description = "One security element in software; several configurations make several.")
public @interface SoftwareConfiguration {
  /** Part of the id. */
  @AttributeDefinition(
      name = "Name",
      description =
          "The id becomes soft:<name>; 1 to 64 letters, digits, dots, dashes or underscores")
  String name();

  /** Where the state is. */
  @AttributeDefinition(
      name = "Storage file",
      description =
          "Holds the sealed state; made on the first start. Beside it: .bak (the state before the"
              + " last change), .lock")
  String storage_file();

  /** Raw key. */
  @AttributeDefinition(
      name = "Key file",
      description =
          "32 random bytes, readable by the owner only. Either this or the passphrase file",
      required = false)
  String key_file() default "";

  /** Whether to make the key. */
  @AttributeDefinition(
      name = "Create the key file",
      description = "Make the key file on the first start, when there is no storage file yet",
      required = false)
  boolean key_create() default false;

  /** Passphrase. */
  @AttributeDefinition(
      name = "Passphrase file",
      description =
          "A passphrase of at least 12 characters in UTF-8, readable by the owner only. Either"
              + " this or the key file",
      required = false)
  String passphrase_file() default "";

  /** Kind of handle. */
  @AttributeDefinition(
      name = "Kind of handle",
      description = "Where a session rests between calls",
      options = {
        @Option(label = "In memory, named by a random number", value = "memory"),
        @Option(label = "In the handle, wrapped under the master key", value = "wrapped")
      },
      required = false)
  String handle_kind() default "memory";

  /** Lifetime. */
  @AttributeDefinition(
      name = "Session timeout",
      description = "Seconds from the beginning of a session to its end at the latest",
      min = "1",
      max = "86400",
      required = false)
  int session_timeout_seconds() default 300;

  /** Quota. */
  @AttributeDefinition(
      name = "Session quota",
      description = "How many sessions may run at once; one more is refused",
      min = "1",
      max = "10000",
      required = false)
  int session_quota() default 32;

  /** Objects. */
  @AttributeDefinition(
      name = "Object quota",
      description =
          "How many PINs, PUKs, keys and secrets there may be, and how many provisional ones of all"
              + " sessions besides; more are refused",
      min = "1",
      max = "10000",
      required = false)
  int object_quota() default 256;
}
