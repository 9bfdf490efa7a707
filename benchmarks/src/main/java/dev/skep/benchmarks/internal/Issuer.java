package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.SettingsException;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.AuditEvent;
import dev.skep.api.issuer.AuditSink;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.server.core.internal.audit.LogAuditSink;
import dev.skep.server.core.internal.offer.ServerKey;
import dev.skep.server.core.internal.offer.StaticKeys;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.seal.Sealer;
import dev.skep.server.core.internal.session.CeremonyServer;
import dev.skep.server.core.internal.session.IssuerRoles;
import dev.skep.server.core.internal.session.ServerParts;
import dev.skep.server.core.internal.store.NodeLocalSessionStore;
import dev.skep.server.core.internal.trust.DirectoryDeviceTrust;
import dev.skep.server.core.internal.trust.TrustListener;
import dev.skep.server.core.internal.trust.TrustSettings;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A server as it is shipped, that has seen no device yet; only the log goes nowhere. What it
 * refuses is an exception here: to measure a refusal would be to measure nothing. Thread-safe.
 */
final class Issuer {
  private static final String PEER = "benchmark";

  private final CeremonyServer server;

  private Issuer(CeremonyServer server) {
    this.server = server;
  }

  /**
   * Starts a server.
   *
   * @param trust the directory of device CAs
   * @param rsaKey its key, where the suite has one for many offers
   */
  static Issuer start(
      KeyKind kind, JcaEngines engines, Engine engine, Path trust, Optional<KeyPair> rsaKey) {
    LogAuditSink log = new LogAuditSink();
    return new Issuer(
        ceremony(
            new Make(kind, engines, engine),
            trust,
            rsaKey,
            event -> {
              stopAtRefusal(event);
              log.record(event);
            }));
  }

  /**
   * What a server is made of.
   *
   * @param kind of its suite
   * @param engines all
   * @param engine the one that is preferred
   */
  record Make(KeyKind kind, JcaEngines engines, Engine engine) {}

  /** A server whose refusals are no exceptions. */
  static CeremonyServer ceremony(Make make, Path trust, Optional<KeyPair> rsaKey, AuditSink audit) {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    JcaEngines engines = make.engines();
    ServerParts parts =
        new ServerParts(
            Algorithms.of(make.kind(), engines, make.engine()).catalogue(),
            trust(trust, engines, make.engine()),
            new NodeLocalSessionStore(clock),
            rsaKey.map(Issuer::always).orElseGet(Issuer::none),
            new Sealer(SecretBytes.random(Sealer.KEY_BYTES, random), random, engines),
            audit,
            random,
            clock);
    ServerPolicy policy = policy(make.kind());
    return new CeremonyServer(parts, () -> policy, IssuerRoles.none());
  }

  /** Makes an offer, encoded. */
  Bytes offer() {
    return accepted(server.offer(Bytes.EMPTY, PEER));
  }

  /**
   * Takes a response.
   *
   * @throws IllegalStateException if it is refused
   */
  void accept(Bytes response) {
    accepted(server.establish(response, PEER));
  }

  /**
   * What an answer brings.
   *
   * @throws IllegalStateException if it is a refusal
   */
  static Bytes accepted(Answer answer) {
    if (answer instanceof Answer.Accepted good) {
      return good.body();
    }
    throw new IllegalStateException("the server refused: " + answer);
  }

  private static void stopAtRefusal(AuditEvent event) {
    if (event.rejection().isPresent()) {
      throw new IllegalStateException("the server refused: " + event.rejection().get());
    }
  }

  /** Trust in the CAs of a directory, as it is shipped but for the engine. */
  static DirectoryDeviceTrust trust(Path directory, JcaEngines engines, Engine engine) {
    TrustSettings defaults = TrustSettings.of(directory);
    TrustSettings settings =
        new TrustSettings(
            directory,
            directory,
            defaults.revocation(),
            defaults.clockSkew(),
            defaults.limits(),
            defaults.leaf(),
            defaults.policies(),
            engine.preference(),
            defaults.rememberedLeaves());
    try {
      return DirectoryDeviceTrust.open(settings, engines, TrustListener.NONE);
    } catch (SettingsException e) {
      throw new IllegalStateException("the device CA cannot be read", e);
    }
  }

  /** A policy that allows one suite. */
  static ServerPolicy policy(KeyKind kind) {
    return new ServerPolicy(
        "https://issuer.example",
        new ServerPolicy.Algorithms(
            List.of(kind.suite().transport()),
            List.of(kind.suite().attestation()),
            List.of(kind.suite().kdf()),
            List.of(kind.suite().cipher())),
        Duration.ofMinutes(10),
        Duration.ofMinutes(10),
        Optional.empty(),
        CborLimits.DEFAULT.maximumBytes());
  }

  /** No key for many offers. */
  static StaticKeys none() {
    return keys(Optional.empty());
  }

  private static StaticKeys always(KeyPair pair) {
    Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
    return keys(Optional.of(new ServerKey(Bytes.hex("01"), publicKey, pair)));
  }

  private static StaticKeys keys(Optional<ServerKey> key) {
    return new StaticKeys() {
      @Override
      public Optional<ServerKey> current(KeyTransport transport) {
        return key;
      }

      @Override
      public Optional<ServerKey> find(KeyTransport transport, Bytes keyId) {
        return key.filter(known -> known.keyId().equals(keyId));
      }
    };
  }
}
