package dev.skep.provider.rsa.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of this bundle; each is an order of preference of engines for one operation. */
@ObjectClassDefinition(
    id = RsaEngines.PID,
    name = "SKEP RSA engines",
    description =
        "Which JCA engine does RSA. Each setting is a list of engine names, the best first: JDK for"
            + " the Java runtime's own, or the name of an installed engine bundle, for example BC or"
            + " AmazonCorrettoCryptoProvider. The first one that is installed and has the algorithm"
            + " is used; where there is none, the algorithm is not offered. Changes take effect at"
            + " once, without a restart.")
public @interface RsaSettings {
  /** Engines for the private operation of RSA-OAEP-256. */
  @AttributeDefinition(
      name = "Engines for decryption",
      description = "The server's private-key operation of RSA-OAEP-256; the costliest of all.")
  String[] engine_rsa_decrypt() default {"AmazonCorrettoCryptoProvider", "JDK", "BC"};

  /** Engines for the public operation of RSA-OAEP-256. */
  @AttributeDefinition(
      name = "Engines for encryption",
      description = "The public-key operation of RSA-OAEP-256, in a software security element.")
  String[] engine_rsa_encrypt() default {"AmazonCorrettoCryptoProvider", "JDK", "BC"};

  /** Engines for signing and verifying. */
  @AttributeDefinition(
      name = "Engines for signatures",
      description = "Signing and verifying with RS256, RS256-DIAS, PS256 and PS384.")
  String[] engine_rsa_signature() default {"AmazonCorrettoCryptoProvider", "JDK", "BC"};

  /** Engines for key objects. */
  @AttributeDefinition(
      name = "Engines for keys",
      description =
          "Makes key pairs and key objects. Best the engine that uses them, else each use converts"
              + " the key.")
  String[] engine_rsa_keys() default {"AmazonCorrettoCryptoProvider", "JDK", "BC"};
}
