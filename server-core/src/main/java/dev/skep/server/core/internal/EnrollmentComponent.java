package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.issuer.AttestedSession;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.Enrollment;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDecision;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentSpec;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.ProvisioningDecision;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.api.issuer.StoreException;
import dev.skep.api.issuer.Voucher;
import dev.skep.server.core.internal.audit.AuditTrail;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.enrollment.AuditedDesk;
import dev.skep.server.core.internal.enrollment.CodeAuthority;
import dev.skep.server.core.internal.enrollment.EnrollmentParts;
import dev.skep.server.core.internal.enrollment.EnrollmentPolicy;
import dev.skep.server.core.internal.enrollment.SecretFiles;
import dev.skep.server.core.internal.enrollment.StoredEnrollments;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.plan.PlanDirectory;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enrolment as a component, there while a store for it is. A change of its configuration counts
 * from the next call on; a wrong one changes nothing.
 */
@Component(
    service = {EnrollmentAuthority.class, EnrollmentDesk.class},
    configurationPid = EnrollmentSettings.PID)
@Designate(ocd = EnrollmentSettings.class)
public final class EnrollmentComponent implements EnrollmentAuthority, EnrollmentDesk {
  private static final Logger LOG = LoggerFactory.getLogger(EnrollmentComponent.class);
  private static final String HOME_PROPERTY = "skep.home";

  private final CodeAuthority authority;
  private final AuditTrail audit = new AuditTrail();
  private final EnrollmentDesk desk;
  private volatile Configured configured;

  /** What the configuration says. */
  private record Configured(EnrollmentPolicy policy, PlanDirectory plans) {}

  /** Reads the configuration and the plans. */
  @Activate
  public EnrollmentComponent(
      Map<String, Object> properties,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) EnrollmentStore store,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) CertificateRegister register,
      @Reference ManagementKeys managementKeys,
      @Reference StoreSealer sealer)
      throws SettingsException {
    try {
      configured = read(properties);
    } catch (SettingsException e) {
      LOG.error("nothing can be enrolled ({}): {}", EnrollmentSettings.PID, e.getMessage());
      throw e;
    }
    EnrollmentParts parts =
        new EnrollmentParts(
            store,
            register,
            managementKeys,
            sealer,
            () -> configured.plans(),
            () -> configured.policy(),
            new SecureRandom(),
            Clock.systemUTC());
    authority = new CodeAuthority(parts);
    audit.add(new LogAuditSink());
    desk =
        new AuditedDesk(
            new StoredEnrollments(parts, new SecretFiles(below("skep.data", ""))),
            audit,
            Clock.systemUTC());
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSink(AuditSink sink) {
    audit.add(sink);
  }

  void removeSink(AuditSink sink) {
    audit.remove(sink);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      configured = read(properties);
    } catch (SettingsException e) {
      LOG.error("{} stays as it was: {}", EnrollmentSettings.PID, e.getMessage());
    }
  }

  private static Configured read(Map<String, Object> properties) throws SettingsException {
    Settings settings = new Settings(EnrollmentSettings.class, properties);
    EnrollmentPolicy policy =
        new EnrollmentPolicy(
            settings.flag("code.required"),
            Duration.ofHours(settings.number("code.validity.hours", 1, 8760)),
            settings.number("code.attempts", 1, 100));
    Path plans = below(HOME_PROPERTY, settings.text("plans.directory"));
    return new Configured(policy, new PlanDirectory(plans, System::nanoTime));
  }

  private static Path below(String property, String path) {
    return Path.of(System.getProperty(property, "")).resolve(path);
  }

  @Override
  public EnrollmentDecision authorize(Optional<SecretBytes> code, Bytes sessionId) {
    return authority.authorize(code, sessionId);
  }

  @Override
  public ProvisioningDecision provision(AttestedSession session) throws StoreException {
    return authority.provision(session);
  }

  @Override
  public boolean begin(AttestedSession session, List<IssuedCertificate> certificates)
      throws StoreException {
    return authority.begin(session, certificates);
  }

  @Override
  public boolean complete(AttestedSession session) throws StoreException {
    return authority.complete(session);
  }

  @Override
  public List<PlanSummary> plans() {
    return desk.plans();
  }

  @Override
  public Voucher create(EnrollmentSpec spec) throws SettingsException, StoreException {
    return desk.create(spec);
  }

  @Override
  public List<Enrollment> enrollments(int limit) throws StoreException {
    return desk.enrollments(limit);
  }

  @Override
  public boolean cancel(String enrollmentId) throws StoreException {
    return desk.cancel(enrollmentId);
  }

  @Override
  public List<CertificateEntry> certificates(Optional<String> account, int limit)
      throws StoreException {
    return desk.certificates(account, limit);
  }

  @Override
  public Optional<CertificateEntry> certificate(String serialNumber) throws StoreException {
    return desk.certificate(serialNumber);
  }

  @Override
  public boolean revoke(String serialNumber, RevocationReason reason) throws StoreException {
    return desk.revoke(serialNumber, reason);
  }
}
