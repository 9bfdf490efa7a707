package dev.skep.benchmarks.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.issuer.EnrollmentStore;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.SessionStore;
import dev.skep.api.issuer.StoreException;
import dev.skep.issuer.x509.internal.IssuerSettings;
import dev.skep.issuer.x509.internal.X509Issuer;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import dev.skep.issuer.x509.internal.ca.CaSettings;
import dev.skep.issuer.x509.internal.certificate.CertificateTerms;
import dev.skep.issuer.x509.internal.list.ListTerms;
import dev.skep.server.core.internal.audit.AuditTrail;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.enrollment.CodeAuthority;
import dev.skep.server.core.internal.enrollment.EnrollmentParts;
import dev.skep.server.core.internal.enrollment.EnrollmentPolicy;
import dev.skep.server.core.internal.enrollment.SecretFiles;
import dev.skep.server.core.internal.enrollment.StoredEnrollments;
import dev.skep.server.core.internal.keys.KeyRing;
import dev.skep.server.core.internal.keys.KeyRingSettings;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.keys.RingPlace;
import dev.skep.server.core.internal.plan.PlanDirectory;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.seal.StoreSealer;
import dev.skep.server.core.internal.session.CeremonyServer;
import dev.skep.server.core.internal.session.ForwardClock;
import dev.skep.server.core.internal.session.IssuerRoles;
import dev.skep.server.core.internal.session.ServerParts;
import dev.skep.server.http.internal.HttpBinding;
import dev.skep.server.http.internal.HttpBindingConfiguration;
import dev.skep.store.jdbc.internal.JdbcStores;
import dev.skep.store.jdbc.internal.StoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * What an issuer's server is put together from, as it is shipped, with the time of every role
 * charged to a stage; only the lines of the log go nowhere.
 *
 * <p>Over 150 lines: it is one list of parts.
 */
final class EnrolmentParts implements AutoCloseable {
  /** The plan that is measured; of the distribution. */
  static final String PLAN = "employee-badge";

  private static final KeyKind KIND = KeyKind.EC;
  private static final Duration CODE_VALIDITY = Duration.ofHours(2);
  private static final int ATTEMPTS = 5;

  private final StageClock clock = new StageClock();
  private final WatchedSource source = new WatchedSource(clock);
  private final AtomicLong auditEvents = new AtomicLong();
  private final SecureRandom random = new SecureRandom();
  private final Clock time = ForwardClock.system();
  private final JdbcStores stores;
  private final Sealer storeSealer;
  private final Sealer tokenSealer;
  private final KeyRing ring;
  private final EnrollmentDesk desk;
  private final HttpBinding binding;

  /**
   * Whose operations are measured.
   *
   * @param atHand all engines
   * @param preferred the one for elliptic curves
   */
  record Engines(JcaEngines atHand, Engine preferred) {}

  private EnrolmentParts(Path folder, DataSource database, Engines engines, Path trust)
      throws SettingsException, StoreException {
    stores = JdbcStores.open(source.watch(database), StoreOptions.defaults(), time);
    storeSealer = sealer(engines);
    tokenSealer = sealer(engines);
    ring = ring(folder);
    ManagementKeys managementKeys =
        clock.watch(
            Stage.CRYPTOGRAPHY,
            ManagementKeys.class,
            ring.managementKeys(new JcaEngines(), random));
    EnrollmentParts enrolment = enrolment(folder, managementKeys);
    desk = new StoredEnrollments(enrolment, new SecretFiles(folder));
    EnrollmentAuthority authority =
        clock.watch(Stage.ENROLMENT, EnrollmentAuthority.class, new CodeAuthority(enrolment));
    CertificateIssuer issuer =
        clock.watch(Stage.CERTIFICATES, CertificateIssuer.class, issuer(folder));
    IssuerRoles roles =
        new IssuerRoles(
            () -> Optional.of(authority),
            () -> Optional.of(issuer),
            () -> Optional.of(managementKeys));
    ServerPolicy policy = Issuer.policy(KIND);
    IssuerServer server = new CeremonyServer(ceremony(engines, trust), () -> policy, roles);
    binding = new HttpBinding(Defaults.of(HttpBindingConfiguration.class));
    binding.bindIssuer(clock.watch(Stage.CEREMONY, IssuerServer.class, server));
  }

  /**
   * Puts a server together.
   *
   * @param folder for the CA and the plan
   * @param database empty
   * @param trust the directory of device CAs
   */
  static EnrolmentParts open(Path folder, DataSource database, Engines engines, Path trust) {
    try (InputStream plan = EnrolmentParts.class.getResourceAsStream("/" + PLAN + ".yaml")) {
      Files.copy(plan, folder.resolve(PLAN + ".yaml"));
      return new EnrolmentParts(folder, database, engines, trust);
    } catch (IOException | SettingsException | StoreException e) {
      throw new IllegalStateException("the server cannot be put together", e);
    }
  }

  private Sealer sealer(Engines engines) {
    return new Sealer(SecretBytes.random(Sealer.KEY_BYTES, random), random, engines.atHand());
  }

  private StoreSealer watched(Sealer sealer) {
    return clock.watch(Stage.CRYPTOGRAPHY, StoreSealer.class, sealer);
  }

  private KeyRing ring(Path folder) throws SettingsException {
    KeyRingSettings settings =
        new KeyRingSettings(
            folder.resolve("keys"),
            folder.resolve("passphrase"),
            KeyRingSettings.DEFAULT_ROTATION,
            Duration.ofHours(1),
            Map.of());
    RingPlace place =
        new RingPlace(
            RingPlace.Mode.DATABASE, () -> Optional.of(stores.keys()), watched(storeSealer));
    return KeyRing.open(settings, place, random, time, Runnable::run);
  }

  private EnrollmentParts enrolment(Path folder, ManagementKeys managementKeys) {
    PlanDirectory plans = new PlanDirectory(folder, System::nanoTime);
    EnrollmentPolicy policy = new EnrollmentPolicy(true, CODE_VALIDITY, ATTEMPTS);
    return new EnrollmentParts(
        clock.watch(Stage.DATABASE, EnrollmentStore.class, stores.enrollments()),
        clock.watch(Stage.DATABASE, CertificateRegister.class, stores.certificates()),
        managementKeys,
        watched(storeSealer),
        () -> plans,
        () -> policy,
        random,
        time);
  }

  private X509Issuer issuer(Path folder) throws SettingsException {
    CaSettings ca =
        new CaSettings(
            folder.resolve("ca.p12"),
            folder.resolve("ca.password"),
            new CaSettings.Creation(true, "CN=Benchmark CA", CaKeyType.P256));
    Duration backdating = Duration.ofMinutes(5);
    IssuerSettings settings =
        new IssuerSettings(
            ca,
            new CertificateTerms(
                Optional.of("http://localhost/skep/v1/crl"),
                Optional.empty(),
                backdating,
                Duration.ofDays(1826)),
            new ListTerms(Duration.ofHours(1), backdating));
    return X509Issuer.open(settings, () -> Optional.of(stores.certificates()), time, random);
  }

  private ServerParts ceremony(Engines engines, Path trust) {
    JcaEngines atHand = engines.atHand();
    Engine preferred = engines.preferred();
    return new ServerParts(
        Algorithms.of(KIND, atHand, preferred).watched(clock).catalogue(),
        clock.watch(Stage.TRUST, DeviceTrust.class, Issuer.trust(trust, atHand, preferred)),
        clock.watch(Stage.DATABASE, SessionStore.class, stores.sessions()),
        Issuer.none(),
        watched(tokenSealer),
        clock.watch(Stage.AUDIT, AuditSink.class, audit()),
        random,
        time);
  }

  private AuditSink audit() {
    AuditTrail trail = new AuditTrail();
    trail.add(new LogAuditSink());
    trail.add(stores.audit());
    trail.add(event -> auditEvents.incrementAndGet());
    return trail;
  }

  /** The servlet; the caller ends it. */
  HttpBinding binding() {
    return binding;
  }

  /** Where enrolments are made. */
  EnrollmentDesk desk() {
    return desk;
  }

  /** What the time is charged to. */
  StageClock clock() {
    return clock;
  }

  /** The database's connections. */
  WatchedSource source() {
    return source;
  }

  /** How many events there were so far. */
  long auditEvents() {
    return auditEvents.get();
  }

  @Override
  public void close() {
    ring.close();
    stores.close();
    storeSealer.close();
    tokenSealer.close();
  }
}
