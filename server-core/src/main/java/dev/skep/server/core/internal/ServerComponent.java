package dev.skep.server.core.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepAttestation;
import dev.skep.api.capability.RequireSkepCipher;
import dev.skep.api.capability.RequireSkepDerivation;
import dev.skep.api.capability.RequireSkepTransport;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.DeviceTrust;
import dev.skep.api.issuer.EnrollmentAuthority;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.SessionStore;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.server.core.internal.audit.AuditTrail;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.keys.ManagementKeys;
import dev.skep.server.core.internal.offer.StaticKeys;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.CeremonyServer;
import dev.skep.server.core.internal.session.ForwardClock;
import dev.skep.server.core.internal.session.IssuerRoles;
import dev.skep.server.core.internal.session.ServerParts;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's server as a component. Policy, store, trust, enrolment, CA and management keys can
 * change while it runs; each message works with what is there when it comes.
 */
@Component(service = IssuerServer.class, configurationPid = ServerSettings.PID)
@Designate(ocd = ServerSettings.class)
@ProvideSkep(Contracts.SERVER)
@RequireSkepTransport
@RequireSkepAttestation
@RequireSkepDerivation
@RequireSkepCipher
public final class ServerComponent implements IssuerServer {
  private static final Logger LOG = LoggerFactory.getLogger(ServerComponent.class);

  private final AtomicReference<ServerPolicy> policy;
  private final AtomicReference<EnrollmentAuthority> enrollment = new AtomicReference<>();
  private final AtomicReference<CertificateIssuer> certificates = new AtomicReference<>();
  private final AtomicReference<ManagementKeys> managementKeys = new AtomicReference<>();
  private final AuditTrail audit = new AuditTrail();
  private final Clock clock = ForwardClock.system();
  private final SwitchingStore store;
  private final Sealer sealer;
  private final CeremonyServer server;

  /** Puts the server together. */
  @Activate
  public ServerComponent(
      Map<String, Object> properties,
      @Reference AlgorithmCatalogue catalogue,
      @Reference(policyOption = ReferencePolicyOption.GREEDY) DeviceTrust trust,
      @Reference StaticKeys staticKeys)
      throws SettingsException {
    try {
      Settings settings = new Settings(ServerSettings.class, properties);
      policy = new AtomicReference<>(PolicyReader.read(settings));
      boolean sharedKey = settings.optionalText("token.key.file").isPresent();
      SecureRandom random = new SecureRandom();
      sealer = new Sealer(tokenKey(settings, random), random, new JcaEngines());
      audit.add(new LogAuditSink());
      store = new SwitchingStore(new NodeLocalSessionStore(clock), sharedKey);
      ServerParts parts =
          new ServerParts(catalogue, trust, store, staticKeys, sealer, audit, random, clock);
      IssuerRoles roles =
          new IssuerRoles(
              () -> Optional.ofNullable(enrollment.get()),
              () -> Optional.ofNullable(certificates.get()),
              () -> Optional.ofNullable(managementKeys.get()));
      server = new CeremonyServer(parts, policy::get, roles);
    } catch (SettingsException e) {
      LOG.error("no server is started ({}): {}", ServerSettings.PID, e.getMessage());
      throw e;
    }
  }

  static SecretBytes tokenKey(Settings settings, SecureRandom random) throws SettingsException {
    return settings.optionalText("token.key.file").isPresent()
        ? TokenKeyFile.readOrMake("token.key.file", settings.path("token.key.file"), random)
        : SecretBytes.random(Sealer.KEY_BYTES, random);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      policy.set(PolicyReader.read(new Settings(ServerSettings.class, properties)));
      LOG.info("the policy has changed");
    } catch (SettingsException e) {
      LOG.error("the policy stays as it was ({}): {}", ServerSettings.PID, e.getMessage());
    }
  }

  @Deactivate
  void deactivate() {
    sealer.close();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setStore(SessionStore installed) {
    store.install(installed);
  }

  void unsetStore(SessionStore installed) {
    store.withdraw(installed);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setEnrollment(EnrollmentAuthority authority) {
    enrollment.set(authority);
  }

  void unsetEnrollment(EnrollmentAuthority authority) {
    enrollment.compareAndSet(authority, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setCertificates(CertificateIssuer issuer) {
    certificates.set(issuer);
  }

  void unsetCertificates(CertificateIssuer issuer) {
    certificates.compareAndSet(issuer, null);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void setManagementKeys(ManagementKeys keys) {
    managementKeys.set(keys);
  }

  void unsetManagementKeys(ManagementKeys keys) {
    managementKeys.compareAndSet(keys, null);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addSink(AuditSink sink) {
    audit.add(sink);
  }

  void removeSink(AuditSink sink) {
    audit.remove(sink);
  }

  @Override
  public Answer offer(Bytes body, String peer) {
    return server.offer(body, peer);
  }

  @Override
  public Answer establish(Bytes body, String peer) {
    return server.establish(body, peer);
  }

  @Override
  public Answer records(Bytes sessionId, Bytes body, String peer) {
    return server.records(sessionId, body, peer);
  }
}
