package dev.skep.se.pkcs11.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The operator's choices as metatype shows them; {@link Pkcs11Settings} reads them. */
@ObjectClassDefinition(
    name = "SKEP security element on a PKCS#11 token",
    description =
        "One security element whose attestation key is in a token; several configurations make"
            + " several.")
public @interface Pkcs11Configuration {
  /** Part of the id. */
  @AttributeDefinition(
      name = "Name",
      description =
          "The id becomes pkcs11:<name>; 1 to 64 letters, digits, dots, dashes or underscores")
  String name();

  /** The vendor's library. */
  @AttributeDefinition(
      name = "PKCS#11 library",
      description = "The absolute path of the library that the token's vendor brings")
  String library();

  /** Which token. */
  @AttributeDefinition(
      name = "Slot",
      description = "The number of the token's slot; empty for the first slot with a token",
      required = false)
  String slot() default "";

  /** The user PIN. */
  @AttributeDefinition(
      name = "PIN file",
      description = "The token's user PIN in ASCII, readable by the owner only")
  String pin_file();

  /** Names in the token. */
  @AttributeDefinition(
      name = "Key label",
      description =
          "What the names of the keys in the token begin with, skep-<name> unless set; two elements"
              + " of one token need different ones",
      required = false)
  String key_label() default "";

  /** Where the state is. */
  @AttributeDefinition(
      name = "Storage file",
      description =
          "Holds the state, sealed by a key of the token; made on the first start. Beside it: .bak"
              + " (the state before the last change), .lock")
  String storage_file();

  /** How often to look. */
  @AttributeDefinition(
      name = "Check interval",
      description =
          "Every how many seconds to look whether the token is there: an element whose token is"
              + " away is withdrawn, and comes back with it",
      min = "1",
      max = "3600",
      required = false)
  int check_seconds() default 5;
}
