package dev.skep.server.core.internal;

import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.IssuerServerFactory;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.server.core.internal.audit.AuditTrail;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.keys.KeyRing;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.policy.Settings;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.CeremonyServer;
import dev.skep.server.core.internal.session.ForwardClock;
import dev.skep.server.core.internal.session.IssuerRoles;
import dev.skep.server.core.internal.session.ServerParts;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import dev.skep.server.core.internal.trust.DirectoryDeviceTrust;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * The same server without a service registry. Its settings are those of all three PIDs together.
 */
public final class StandaloneServer implements IssuerServerFactory {
  /** For {@link java.util.ServiceLoader}. */
  public StandaloneServer() {}

  @Override
  public IssuerServer start(Map<String, String> given) throws SettingsException {
    Settings settings = new Settings(ServerSettings.class, given);
    ServerPolicy policy = PolicyReader.read(settings);
    if (!given.getOrDefault("token.key.file", "").isBlank()) {
      throw new SettingsException(
          "token.key.file", "needs a shared session store, which this server has none of");
    }
    SecureRandom random = new SecureRandom();
    Clock clock = ForwardClock.system();
    KeyRing ring = KeyRings.open(new Settings(KeySettings.class, given), random, Runnable::run);
    TrustSettings trusted = TrustReader.read(new Settings(TrustConfiguration.class, given));
    DirectoryDeviceTrust trust =
        DirectoryDeviceTrust.open(
            trusted, JcaEngines.fromServiceLoader(), new LoggedTrust(trusted.anchors()));
    AuditTrail audit = new AuditTrail();
    audit.add(new LogAuditSink());
    Sealer sealer =
        new Sealer(SecretBytes.random(Sealer.KEY_BYTES, random), random, new JcaEngines());
    ServerParts parts =
        new ServerParts(
            AlgorithmCatalogue.fromServiceLoader(),
            trust,
            new NodeLocalSessionStore(clock),
            new RingKeys(ring),
            sealer,
            audit,
            random,
            clock);
    return new CeremonyServer(parts, () -> policy, IssuerRoles.none());
  }
}
