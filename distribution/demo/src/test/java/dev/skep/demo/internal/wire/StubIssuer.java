package dev.skep.demo.internal.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skep.api.Bytes;
import dev.skep.api.algorithm.Decapsulation;
import dev.skep.protocol.AttestationMessage;
import dev.skep.protocol.KeySchedule;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.catalogue.SuiteLease;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.message.Offer;
import dev.skep.protocol.message.OfferEnvelope;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.protocol.message.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.util.List;

/**
 * A server over HTTP that makes one offer and does rule S-12 and no other check: 200 or the
 * rejection.
 */
final class StubIssuer implements AutoCloseable {
  private final SuiteLease algorithms;
  private final SecureRandom random = new SecureRandom();
  private final KeyPair keys;
  private final Bytes offer;
  private final HttpServer http;

  StubIssuer(SuiteLease algorithms) throws IOException {
    this.algorithms = algorithms;
    this.keys = algorithms.transport().generateKeyPair(2048, random);
    this.offer = offer();
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Bytes envelope = new OfferEnvelope(offer, Bytes.utf8("token")).encode();
    http.createContext("/skep/v1/offers", exchange -> answer(exchange, 200, envelope));
    http.createContext("/skep/v1/sessions", this::establish);
    http.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/");
  }

  /** K of any EK. */
  Decapsulation open(Bytes encapsulatedKey) {
    return algorithms.transport().decapsulate(keys, encapsulatedKey, random);
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private Bytes offer() {
    Bytes key = Bytes.of(keys.getPublic().getEncoded());
    return new Offer(
            Bytes.of(new byte[16]),
            Bytes.of(new byte[32]),
            1,
            60,
            "urn:test",
            List.of(new Offer.TransportKey("RSA-OAEP-256", Bytes.utf8("1"), key)),
            List.of("RS256"),
            List.of("HKDF-SHA256"),
            List.of("A256GCM"),
            Bytes.EMPTY)
        .encode();
  }

  private void establish(HttpExchange exchange) throws IOException {
    try {
      Bytes body = Bytes.of(exchange.getRequestBody().readAllBytes());
      if (attested(Response.decode(body, CborLimits.DEFAULT))) {
        answer(exchange, 200, new RecordsMessage(List.of()).encode());
        return;
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    answer(
        exchange,
        403,
        Bytes.utf8("{\"type\":\"urn:skep:problem:rejected\",\"code\": \"rejected\"}"));
  }

  private boolean attested(Response response) throws GeneralSecurityException {
    String hash = algorithms.kdf().transcriptHash();
    Bytes leaf = response.certificateChain().get(0);
    Bytes transcript =
        new Transcript(
                Transcript.digest(hash, offer),
                response.suite(),
                response.seNonce(),
                Bytes.of(keys.getPublic().getEncoded()),
                response.encapsulatedKey(),
                Transcript.digest(hash, leaf))
            .hash(hash);
    PublicKey deviceKey =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(leaf.toArray()))
            .getPublicKey();
    try (Decapsulation opened = open(response.encapsulatedKey())) {
      return algorithms
          .attestation()
          .verify(
              deviceKey,
              AttestationMessage.of(
                  transcript,
                  KeySchedule.confirmationKey(algorithms.kdf(), opened.sharedSecret(), transcript)),
              response.attestation());
    }
  }

  private static void answer(HttpExchange exchange, int status, Bytes body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length());
      exchange.getResponseBody().write(body.toArray());
    }
  }
}
