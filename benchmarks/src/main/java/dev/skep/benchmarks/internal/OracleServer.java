package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.engine.JcaEngines;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.Response;
import dev.skep.server.http.internal.HttpBinding;
import dev.skep.server.http.internal.HttpBindingConfiguration;
import java.net.URI;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An issuer's server for RSA, as it is shipped, behind its HTTP binding on the loopback interface;
 * with two devices, of a maker that it trusts and of one that it does not. The rules that it
 * rejects by are counted, so that each fault is known to be found where it was meant to be.
 */
final class OracleServer implements AutoCloseable {
  private final DeviceMaker maker;
  private final DeviceMaker stranger;
  private final Device genuine;
  private final Device untrusted;
  private final Map<String, Integer> rules = new ConcurrentHashMap<>();
  private final IssuerServer ceremony;
  private final LoopbackServer server;
  private final SecureRandom random = new SecureRandom();

  /** Starts it, with an engine for RSA. */
  OracleServer(Engine engine) throws Exception {
    JcaEngines engines = Engine.atHand();
    maker = new DeviceMaker(KeyKind.RSA, engines, 1);
    stranger = new DeviceMaker(KeyKind.RSA, engines, 1);
    KeyPair key =
        DeviceCa.keyPair(
            KeyKind.RSA, engines.select(engine.preference(), "KeyPairGenerator", "RSA"));
    ceremony =
        Issuer.ceremony(
            new Issuer.Make(KeyKind.RSA, engines, engine),
            maker.trustDirectory(),
            Optional.of(key),
            event -> event.rejection().ifPresent(why -> rules.merge(why.rule(), 1, Integer::sum)));
    genuine = maker.devices(1, DeviceCa.Form.PLAIN).get(0);
    untrusted = stranger.devices(1, DeviceCa.Form.PLAIN).get(0);
    HttpBinding binding = new HttpBinding(Defaults.of(HttpBindingConfiguration.class));
    binding.bindIssuer(ceremony);
    server = new LoopbackServer(binding);
  }

  /** Where responses go. */
  URI sessions() {
    return server.address().resolve("/skep/v1/sessions");
  }

  /** The server without HTTP. */
  IssuerServer ceremony() {
    return ceremony;
  }

  /** How often a rule was the reason of a rejection. */
  int rejectionsBy(String rule) {
    return rules.getOrDefault(rule, 0);
  }

  /** A response with a fault, to an offer of its own. */
  Bytes response(Fault fault) {
    Bytes envelope = Issuer.accepted(ceremony.offer(Bytes.EMPTY, "benchmark"));
    Device device = fault == Fault.CHAIN ? untrusted : genuine;
    try {
      Bytes good = device.respond(envelope, random);
      OfferEnvelope received = OfferEnvelope.decode(envelope, CborLimits.DEFAULT);
      Offer offer = Offer.decode(received.offer(), CborLimits.DEFAULT);
      Bytes key = offer.transport(KeyKind.RSA.suite().transport()).orElseThrow().publicKey();
      return fault
          .apply(
              Response.decode(good, CborLimits.DEFAULT),
              Fault.Offered.of(device.algorithms().transport(), key, random))
          .encode();
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the server's offer does not parse", e);
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
    maker.close();
    stranger.close();
  }
}
