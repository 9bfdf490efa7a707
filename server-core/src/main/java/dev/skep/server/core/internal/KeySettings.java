package dev.skep.server.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the keys of the server are kept; PID {@value #PID}. */
@ObjectClassDefinition(
    name = "SKEP server keys",
    description =
        "The key ring of transports that have one key for many offers (RSA-OAEP-256), and the "
            + "management key, which stays. Keys are made when they are first needed and encrypted "
            + "at rest; transport keys are followed by new ones by age. Changes hold for the next "
            + "key that is asked for; with another store key, all that is sealed begins anew.")
@interface KeySettings {
  String PID = "dev.skep.server.keys";

  @AttributeDefinition(
      name = "Storage",
      description =
          "directory: the keys are files. database: they are in the database that all nodes share; "
              + "while it is away, keys at hand go on and none is made. auto: files until a database "
              + "is there for the first time; then they move into it for good.")
  String storage() default "auto";

  @AttributeDefinition(
      name = "Store key",
      description =
          "A file of exactly 32 random bytes, which seals keys and enrolments in the database. Made "
              + "if absent; a relative path is below the data folder. All nodes on one database "
              + "need the same: copy it. Keep a copy: without it what is sealed is lost.")
  String store_key_file() default "store.key";

  @AttributeDefinition(
      name = "Directory",
      description = "Of the key files; made if absent. A relative path is below the data folder.")
  String directory() default "keys";

  @AttributeDefinition(
      name = "Passphrase file",
      description =
          "What the key files are encrypted under. Made with a random passphrase, readable by this "
              + "user only, while there is no key yet. Keep a copy: without it the keys are lost.")
  String passphrase_file() default "keys.passphrase";

  @AttributeDefinition(
      name = "Rotation",
      description = "Age in days at which a key is followed by a new one, 1 to 3650.",
      min = "1",
      max = "3650")
  int rotate_after_days() default 90;

  @AttributeDefinition(
      name = "Grace",
      description =
          "Seconds for which a key that was followed still opens what was sent for it; at least "
              + "the offer lifetime and a little more.",
      min = "10",
      max = "86400")
  int grace_seconds() default 3700;

  @AttributeDefinition(name = "RSA key size", description = "In bits: 2048, 3072 or 4096.")
  int rsa_size_bits() default 3072;
}
