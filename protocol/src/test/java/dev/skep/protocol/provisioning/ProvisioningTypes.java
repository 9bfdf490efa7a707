package dev.skep.protocol.provisioning;

import static dev.skep.protocol.message.MessageType.filled;

import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.api.provisioning.PinFormat;
import dev.skep.api.provisioning.PinPolicy;
import dev.skep.api.provisioning.PinTerms;
import dev.skep.api.provisioning.PukTerms;
import dev.skep.api.provisioning.SecretTerms;
import dev.skep.protocol.message.MessageType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The messages of spec sections 11 and 12, each with a well-formed one to alter. */
public final class ProvisioningTypes {
  /** Terms with everything in them. */
  static final KeyTerms TERMS =
      new KeyTerms(
          "auth",
          "ES256",
          256,
          Set.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.NON_REPUDIATION),
          Optional.of("pin"),
          "Anmeldung",
          true);

  static final PinPolicy POLICY = new PinPolicy(PinFormat.ALPHANUMERIC, 6, 16, 15);

  static final MessageType REQUEST =
      new MessageType(
          "provisioning-request",
          (message, limits) -> ProvisioningRequest.decode(message, limits).encode(),
          new ProvisioningRequest(
                  Optional.of(new ManagementKey("ES256", filled(91))),
                  List.of(TERMS),
                  "anna@example.com",
                  filled(8),
                  Optional.of(filled(32)))
              .encode(),
          Set.of(1L, 5L),
          true);

  static final MessageType STATEMENT =
      new MessageType(
          "key-statement",
          (message, limits) -> KeyStatement.decode(message, limits).encode(),
          new KeyStatement(TERMS, filled(91), filled(16), filled(32), filled(32)).encode(),
          Set.of(5L),
          false);

  static final MessageType ATTESTATION =
      new MessageType(
          "key-attestation",
          (message, limits) -> KeyAttestation.decode(message, limits).encode(),
          new KeyAttestation(
                  STATEMENT.valid(), "ES256", filled(64), List.of(filled(300), filled(400)))
              .encode());

  static final MessageType GENERATED =
      new MessageType(
          "key-generated",
          (message, limits) -> KeyGenerated.decode(message, limits).encode(),
          new KeyGenerated(STATEMENT.valid(), Optional.of(filled(64))).encode(),
          Set.of(2L),
          false);

  static final MessageType PUK =
      new MessageType(
          "puk-define",
          (message, limits) -> ObjectAttributes.ofPuk(ObjectAttributes.puk(message, limits)),
          ObjectAttributes.ofPuk(new PukTerms("puk", POLICY)));

  static final MessageType PIN =
      new MessageType(
          "pin-define",
          (message, limits) -> ObjectAttributes.ofPin(ObjectAttributes.pin(message, limits)),
          ObjectAttributes.ofPin(new PinTerms("pin", POLICY, Optional.of("puk"))),
          Set.of(6L),
          false);

  static final MessageType SECRET =
      new MessageType(
          "secret-import",
          (message, limits) -> ObjectAttributes.ofSecret(ObjectAttributes.secret(message, limits)),
          ObjectAttributes.ofSecret(
              new SecretTerms("otp", SecretTerms.HS256, Optional.of("pin"), "Einmalpasswörter")),
          Set.of(3L),
          false);

  static final MessageType CERTIFICATE =
      new MessageType(
          "certificate-install",
          (message, limits) -> CertificateInstallation.decode(message, limits).encode(),
          new CertificateInstallation("auth", List.of(filled(300), filled(400))).encode());

  static final MessageType COMMIT =
      new MessageType(
          "commit",
          (message, limits) -> CommitAttributes.decode(message, limits).encode(),
          new CommitAttributes(Optional.of(filled(32)), Optional.of(filled(64))).encode(),
          Set.of(2L),
          true);

  static final MessageType DATA_MAC =
      new MessageType(
          "data-mac",
          (message, limits) -> OutsideDataMac.decode(message, limits).encode(),
          new OutsideDataMac("document", filled(100)).encode());

  private ProvisioningTypes() {}

  /** All of them. */
  public static List<MessageType> all() {
    return List.of(
        REQUEST,
        STATEMENT,
        ATTESTATION,
        GENERATED,
        PUK,
        PIN,
        SECRET,
        CERTIFICATE,
        id("pin-unblock"),
        id("object-delete"),
        COMMIT,
        DATA_MAC);
  }

  /** The one with a name of the grammar. */
  public static Optional<MessageType> named(String name) {
    return all().stream().filter(type -> type.name().equals(name)).findFirst();
  }

  private static MessageType id(String name) {
    return new MessageType(
        name,
        (message, limits) -> ObjectAttributes.ofId(ObjectAttributes.id(message, limits)),
        ObjectAttributes.ofId("pin"));
  }
}
