package dev.skep.server.core.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Policy of the issuer's server; PID {@value #PID}. */
@ObjectClassDefinition(
    name = "SKEP issuer server",
    description =
        "Which algorithms are offered, in which order, and for how long. Changes count from the "
            + "next message on; sessions under way go on.")
@interface ServerSettings {
  String PID = "dev.skep.server.core";

  @AttributeDefinition(
      name = "Issuer",
      description = "The issuer's URI in every offer: up to 256 visible ASCII characters.")
  String issuer() default "urn:skep:unnamed-issuer";

  @AttributeDefinition(
      name = "Key transports",
      description =
          "Allowed transports, preferred ones first. What is not installed is passed over. Each "
              + "DHKEM transport costs one key generation an offer, so list what your devices use; "
              + "also known: DHKEM-P384-HKDF-SHA384, DHKEM-P521-HKDF-SHA512.")
  String[] transports() default {
    "DHKEM-P256-HKDF-SHA256", "DHKEM-X25519-HKDF-SHA256", "RSA-OAEP-256"
  };

  @AttributeDefinition(
      name = "Attestation schemes",
      description = "Allowed schemes, preferred ones first. RS256-DIAS needs dias.enabled as well.")
  String[] attestations() default {"ES256", "Ed25519", "ES384", "ES512", "PS256", "PS384", "RS256"};

  @AttributeDefinition(
      name = "Key derivation functions",
      description = "Allowed functions, preferred ones first.")
  String[] kdfs() default {"HKDF-SHA256", "HKDF-SHA384", "KBKDF-HMAC-SHA256", "KBKDF-CMAC-AES256"};

  @AttributeDefinition(
      name = "Record ciphers",
      description = "Allowed ciphers, preferred ones first.")
  String[] ciphers() default {"A256GCM", "A256CBC-HS512", "A128CBC-HS256"};

  @AttributeDefinition(
      name = "Offer lifetime",
      description = "Seconds within which a response to an offer is taken, 5 to 3600.",
      min = "5",
      max = "3600")
  int offer_lifetime_seconds() default 120;

  @AttributeDefinition(
      name = "Session lifetime",
      description = "Seconds that an established session may go on, 10 to 86400.",
      min = "10",
      max = "86400")
  int session_lifetime_seconds() default 600;

  @AttributeDefinition(
      name = "DIAS",
      description =
          "Whether device keys that also sign ordinary data are taken (RS256-DIAS). Off unless "
              + "your devices have nothing else.")
  boolean dias_enabled() default false;

  @AttributeDefinition(
      name = "DIAS policy OID",
      description =
          "The certificate policy that a device certificate must carry for DIAS. Needed with "
              + "dias.enabled.")
  String dias_policy_oid() default "";

  @AttributeDefinition(
      name = "Longest message",
      description = "In bytes, 4096 to 1048576. The HTTP binding has a limit of its own.",
      min = "4096",
      max = "1048576")
  int message_maximum_bytes() default 65_536;

  @AttributeDefinition(
      name = "Token key",
      description =
          "A file of exactly 32 random bytes that seals offers and sessions; made if absent, below "
              + "the data folder if relative. All nodes of one issuer need the same, so that any of "
              + "them redeems an offer. Needs a database: until one is there, responses are put "
              + "off. Empty: a key of this process; offers and sessions end with it, used session "
              + "ids are kept in memory where no database is. A change needs a restart of the "
              + "bundle.")
  String token_key_file() default "token.key";
}
