package dev.skep.server.core.internal.enrollment;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.EnrollmentDecision.Authorized;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.provisioning.ManagementKey;
import dev.skep.protocol.provisioning.ProvisioningRequest;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.plan.PlanDirectory;
import dev.skep.server.core.internal.seal.Sealer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Enrolment with plans in a directory, a store in memory and a clock that goes when told to. */
final class EnrollmentLab {
  static final Bytes DEVICE = Bytes.utf8("a device certificate");

  final MemoryEnrollments store = new MemoryEnrollments();
  final AtomicLong nanos = new AtomicLong();
  final SecureRandom random = new SecureRandom();
  final Path folder;
  Sealer sealer = newSealer();
  Instant now = Instant.parse("2026-11-23T12:00:00Z");
  EnrollmentPolicy policy = new EnrollmentPolicy(true, Duration.ofHours(2), 5);
  Optional<ManagementKey> managementKey =
      Optional.of(new ManagementKey("ES256", Bytes.utf8("a public key")));

  EnrollmentLab(Path folder) throws IOException {
    this.folder = folder;
    plan("badge", BADGE);
  }

  static final String BADGE =
      """
      description: Badge
      puks: [ { id: puk, length: 10 } ]
      pins:
        - { id: badge, minimum: 6, maximum: 8, puk: puk, value: preset }
        - { id: own, length: 6, value: holder }
      keys:
        - id: sign
          algorithm: ES256
          usage: [ digitalSignature ]
          pin: badge
          certificate: { subject: "CN={account},O=Example", validity: 365d }
      secrets: [ { id: door, type: HS256, pin: badge, value: random } ]
      """;

  static final String RENEWAL =
      """
      description: Renewal
      renew:
        - { key: sign, certificate: { subject: "CN={account}", validity: 10d } }
      unblock: [ { pin: badge, value: preset, length: 6 }, { pin: own, value: keep } ]
      delete: [ old ]
      """;

  Sealer newSealer() {
    return new Sealer(SecretBytes.random(Sealer.KEY_BYTES, random), random, new JcaEngines());
  }

  void plan(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name + ".yaml"), text);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
  }

  private final class LabClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private EnrollmentParts parts() {
    ManagementKeys keys =
        new ManagementKeys() {
          @Override
          public Optional<ManagementKey> current() {
            return managementKey;
          }

          @Override
          public Optional<Bytes> sign(ManagementKey key, Bytes message) {
            return Optional.empty();
          }
        };
    PlanDirectory plans = new PlanDirectory(folder, nanos::get);
    return new EnrollmentParts(
        store, store.register, keys, sealer, () -> plans, () -> policy, random, new LabClock());
  }

  CodeAuthority authority() {
    return new CodeAuthority(parts());
  }

  StoredEnrollments desk() {
    return new StoredEnrollments(parts(), new SecretFiles(folder));
  }

  Voucher create(String account, String plan) throws Exception {
    return desk().create(new EnrollmentSpec(account, plan, Optional.empty(), Optional.empty()));
  }

  static Bytes sessionId(int number) {
    return Bytes.of(BigInteger.valueOf(number).or(BigInteger.ONE.shiftLeft(126)).toByteArray());
  }

  EnrollmentDecision authorize(String code, Bytes sessionId) {
    return authority()
        .authorize(
            Optional.of(SecretBytes.adopt(code.getBytes(StandardCharsets.UTF_8))), sessionId);
  }

  static String text(SecretBytes secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.US_ASCII));
  }

  /** A session that was offered with a good code, and attested. */
  AttestedSession session(Voucher voucher, int number) {
    Bytes id = sessionId(number);
    Authorized authorized = (Authorized) authorize(text(voucher.code()), id);
    return new AttestedSession(id, authorized.request(), "CN=device", DEVICE);
  }

  ProvisioningDecision provision(AttestedSession session) throws StoreException {
    return authority().provision(session);
  }

  static ProvisioningRequest request(EnrollmentDecision decision) throws Exception {
    return ProvisioningRequest.decode(((Authorized) decision).request(), CborLimits.DEFAULT);
  }

  /** A certificate of a key, as an issuer makes it. */
  static IssuedCertificate certificate(String serial, String keyId) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();
    X500Name name = new X500Name("CN=x");
    byte[] der =
        new X509v3CertificateBuilder(
                name,
                new BigInteger(serial, 16),
                new Date(0),
                new Date(4_000_000_000_000L),
                name,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
            .addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation))
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    return new IssuedCertificate(
        serial,
        Bytes.of(der),
        keyId,
        Bytes.of(pair.getPublic().getEncoded()),
        Bytes.EMPTY,
        Instant.EPOCH,
        Instant.MAX);
  }
}
