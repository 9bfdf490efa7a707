package dev.skep.server.core.internal.offer;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.Algorithm;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.catalogue.Lease;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.Offer.TransportKey;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.server.core.internal.policy.ServerPolicy;
import dev.skep.server.core.internal.seal.StoreSealer;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes offers out of what is both allowed and installed (spec rules O-1 to O-7). Thread-safe. */
public final class OfferDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OfferDesk.class);
  private static final int KEY_ID_BYTES = 8;

  private final AlgorithmCatalogue catalogue;
  private final StaticKeys staticKeys;
  private final StoreSealer sealer;
  private final SecureRandom random;
  private final Clock clock;

  /** Makes a desk. */
  public OfferDesk(
      AlgorithmCatalogue catalogue,
      StaticKeys staticKeys,
      StoreSealer sealer,
      SecureRandom random,
      Clock clock) {
    this.catalogue = catalogue;
    this.staticKeys = staticKeys;
    this.sealer = sealer;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Draws the id of a session that is about to be offered.
   *
   * @return 16 random bytes
   */
  public Bytes newSessionId() {
    return random(Offer.SESSION_ID_BYTES);
  }

  /**
   * Makes one offer.
   *
   * @param request the issuer's request for this session, possibly empty
   * @return empty if of one of the four choices nothing is both allowed and installed
   */
  public Optional<OfferEnvelope> make(Bytes sessionId, ServerPolicy policy, Bytes request) {
    Map<String, SecretBytes> privateKeys = new TreeMap<>();
    try {
      List<TransportKey> transports = transports(policy, privateKeys);
      Offer offer =
          new Offer(
              sessionId,
              random(Offer.NONCE_BYTES),
              clock.instant().getEpochSecond(),
              policy.offerLifetime().toSeconds(),
              policy.issuer(),
              transports,
              attestations(policy),
              installed(KeyDerivation.class, policy.algorithms().kdfs()),
              installed(SessionCipher.class, policy.algorithms().ciphers()),
              request);
      if (offer.transports().isEmpty()
          || offer.attestations().isEmpty()
          || offer.kdfs().isEmpty()
          || offer.ciphers().isEmpty()) {
        return Optional.empty();
      }
      Bytes encoded = offer.encode();
      return Optional.of(new OfferEnvelope(encoded, OfferToken.seal(sealer, encoded, privateKeys)));
    } finally {
      privateKeys.values().forEach(SecretBytes::close);
    }
  }

  private List<TransportKey> transports(ServerPolicy policy, Map<String, SecretBytes> privateKeys) {
    List<TransportKey> offered = new ArrayList<>();
    for (String name : policy.algorithms().transports()) {
      Optional<Lease<KeyTransport>> lease =
          catalogue.lease(KeyTransport.class, name, Duration.ZERO);
      if (lease.isEmpty()) {
        continue;
      }
      try (Lease<KeyTransport> taken = lease.get()) {
        KeyTransport transport = taken.get();
        if (transport.keyPairPerOffer()) {
          freshKey(transport, privateKeys).ifPresent(offered::add);
        } else {
          staticKeys
              .current(transport)
              .ifPresent(key -> offered.add(new TransportKey(name, key.keyId(), key.publicKey())));
        }
      }
    }
    return offered;
  }

  /** Empty where the transport's engine is gone: the other transports are offered all the same. */
  private Optional<TransportKey> freshKey(
      KeyTransport transport, Map<String, SecretBytes> privateKeys) {
    KeyPair pair;
    try {
      pair = transport.generateKeyPair(transport.keySizesBits().get(0), random);
    } catch (IllegalStateException e) {
      LOG.error("{} is not offered: {}", transport.name(), e.getMessage());
      return Optional.empty();
    }
    byte[] pkcs8 = pair.getPrivate().getEncoded();
    try {
      privateKeys.put(transport.name(), SecretBytes.copyOf(pkcs8));
    } finally {
      Arrays.fill(pkcs8, (byte) 0);
    }
    Bytes publicKey = Bytes.of(pair.getPublic().getEncoded());
    return Optional.of(new TransportKey(transport.name(), random(KEY_ID_BYTES), publicKey));
  }

  private List<String> attestations(ServerPolicy policy) {
    List<String> offered = new ArrayList<>();
    for (String name : policy.algorithms().attestations()) {
      Optional<Lease<AttestationScheme>> lease =
          catalogue.lease(AttestationScheme.class, name, Duration.ZERO);
      if (lease.isPresent()) {
        try (Lease<AttestationScheme> taken = lease.get()) {
          if (policy.allowsDualUse() || !taken.get().dualUse()) {
            offered.add(name);
          }
        }
      }
    }
    return offered;
  }

  private List<String> installed(Class<? extends Algorithm> role, List<String> allowed) {
    List<String> names = catalogue.names(role);
    return allowed.stream().filter(names::contains).toList();
  }

  private Bytes random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Bytes.of(bytes);
  }
}
