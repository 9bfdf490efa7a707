package dev.skep.itest.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Completed;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.Voucher;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.UseResult;
import dev.skep.itest.container.InContainer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.BundleContext;

/** Sessions over HTTP that withstand quantum computers, the device's certificate included. */
@InContainer
class PostQuantumIT {
  private static final String PLAN =
      """
      description: Keys of the largest kinds
      pins:
        - id: pin
          minimum: 6
          maximum: 8
          tries: 3
          value: preset
      keys:
      """
          + key("one", "ML-DSA-87")
          + key("two", "ML-DSA-65")
          + key("three", "ML-DSA-87");

  private Scene scene;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    scene = new Scene(context, DeviceCa::ofMlDsa65);
    scene.trustMaker();
  }

  @AfterEach
  void close() throws Exception {
    scene.close();
  }

  private static String key(String id, String algorithm) {
    return """
      - id: %s
        algorithm: %s
        usage: [ digitalSignature ]
        pin: pin
        label: Key
        certificate:
          subject: CN={account},O=Example
          validity: 30d
    """
        .formatted(id, algorithm);
  }

  @ParameterizedTest
  @CsvSource({
    "ML-KEM-1024, ML-DSA-87, memory",
    "ML-KEM-1024, ML-DSA-87, wrapped",
    "ML-KEM-768, ML-DSA-65, wrapped",
    "X25519+ML-KEM-768, ML-DSA-65, memory",
    "X25519+ML-KEM-768, ML-DSA-87, wrapped",
    "X25519+ML-KEM-768, ES256, memory",
    "DHKEM-P256-HKDF-SHA256, ML-DSA-87, memory"
  })
  void completesWithTheSuiteThatThePolicyNames(
      String transport, String attestation, String handleKind) throws Exception {
    scene.policy(List.of(transport), List.of(attestation));
    SecurityElement element = scene.element("pq-" + attestation, attestation, handleKind);

    CeremonyOutcome outcome = scene.run(element);

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).suite())
        .isEqualTo(new Suite(transport, attestation, "HKDF-SHA256", "A256GCM"));
    assertThat(scene.audit().events(AuditEvent.Kind.COMPLETED)).hasSize(1);
  }

  @Test
  void enrolsAKeyOfMlDsaAndItsHolderSigns() throws Exception {
    Enrolments enrolments = new Enrolments(scene);
    enrolments.plan("lattice", PLAN);
    scene.policy(List.of("X25519+ML-KEM-768"), List.of("ML-DSA-87"));
    SecurityElement element = scene.element("pq-holder", "ML-DSA-87", "wrapped");
    try (Voucher voucher = enrolments.allow("alice", "lattice", Optional.empty())) {
      enrolments.enrolled(element, voucher);

      ProvisionedSecurityElement held = enrolments.holders("soft:pq-holder");
      List<ObjectName> keys =
          held.objects().stream()
              .filter(ProvisionedObject.Key.class::isInstance)
              .map(ProvisionedObject::name)
              .toList();
      assertThat(keys).hasSize(3);
      for (ObjectName key : keys) {
        assertThat(
                held.sign(
                    key, Optional.of(Enrolments.preset(voucher, "PIN")), Bytes.utf8("document")))
            .isInstanceOf(UseResult.Done.class);
      }
      assertThat(enrolments.desk().certificates(Optional.of("alice"), 4)).hasSize(3);
    }
  }

  @Test
  void offersEveryTransportAtOnceAndCompletes() throws Exception {
    scene.policy(
        List.of(
            "X25519+ML-KEM-768",
            "ML-KEM-1024",
            "ML-KEM-768",
            "DHKEM-P256-HKDF-SHA256",
            "DHKEM-P384-HKDF-SHA384",
            "DHKEM-P521-HKDF-SHA512",
            "DHKEM-X25519-HKDF-SHA256",
            "RSA-OAEP-256"),
        List.of("ML-DSA-87"));

    CeremonyOutcome outcome = scene.run(scene.element("pq-all", "ML-DSA-87"));

    assertThat(outcome).isInstanceOf(Completed.class);
    assertThat(((Completed) outcome).suite().transport()).isEqualTo("X25519+ML-KEM-768");
  }
}
