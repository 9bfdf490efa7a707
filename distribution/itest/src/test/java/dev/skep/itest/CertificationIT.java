package dev.skep.itest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuedCertificate;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.itest.container.InContainer;
import dev.skep.itest.container.Services;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** The CA of the distribution, from its configuration to what peers get over HTTP. */
@InContainer
class CertificationIT {
  private static final String PID = "dev.skep.issuer.x509";

  private final HttpClient http = HttpClient.newHttpClient();
  private Services services;
  private URI base;
  private Dictionary<String, Object> before;

  @BeforeEach
  void open(BundleContext context) throws Exception {
    services = new Services(context);
    base = services.awaitHttpEndpoint();
    services.awaitThat("the CA's configuration file", () -> properties() != null);
    before = properties();
  }

  @AfterEach
  void close() throws Exception {
    services.configuration(PID).update(before);
  }

  @Test
  void publishesWhatTheCaRevokedWhileThereIsACa(BundleContext context) throws Exception {
    awaitStatus("crl", 404);
    awaitStatus("ca", 404);

    services.configure(PID, Map.of("create", true));
    awaitStatus("ca", 200);
    X509Certificate ca = certificate(get("ca").body());
    X509Certificate leaf = issued();
    leaf.verify(ca.getPublicKey());
    ServiceRegistration<CertificateRegister> register =
        context.registerService(
            CertificateRegister.class,
            new OneRevoked(leaf.getSerialNumber().toString(16), Instant.now().minusSeconds(5)),
            new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
    try {
      services.awaitThat("the certificate on the list", () -> isRevoked(leaf, ca));
      assertThat(get("crl").headers().firstValue("Content-Type")).contains("application/pkix-crl");
    } finally {
      register.unregister();
    }

    services.configuration(PID).update(before);
    awaitStatus("crl", 404);
  }

  private X509Certificate issued() throws Exception {
    CertificateRequest request =
        new CertificateRequest(
            Bytes.of(KeyPairGenerator.getInstance("EC").generateKeyPair().getPublic().getEncoded()),
            "CN=alice",
            Set.of("digitalSignature"),
            Duration.ofDays(30));
    return certificate(services.await(CertificateIssuer.class).issue(request).get(0).toArray());
  }

  private boolean isRevoked(X509Certificate leaf, X509Certificate ca) {
    HttpResponse<byte[]> response = get("crl");
    if (response.statusCode() != 200) {
      return false;
    }
    try (InputStream in = new ByteArrayInputStream(response.body())) {
      X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
      list.verify(ca.getPublicKey());
      return list.isRevoked(leaf);
    } catch (Exception e) {
      throw new AssertionError("no list", e);
    }
  }

  private void awaitStatus(String resource, int status) throws InterruptedException {
    services.awaitThat(resource + " " + status, () -> get(resource).statusCode() == status);
  }

  private HttpResponse<byte[]> get(String resource) {
    try {
      return http.send(
          HttpRequest.newBuilder(base.resolve("skep/v1/" + resource)).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Dictionary<String, Object> properties() {
    try {
      return services.configuration(PID).getProperties();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError("cannot read the configuration " + PID, e);
    }
  }

  private static X509Certificate certificate(byte[] der) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  /** A register with one revoked certificate, in front of that of the store. */
  private record OneRevoked(String serialNumber, Instant at) implements CertificateRegister {
    @Override
    public List<CertificateEntry> revoked() {
      return List.of(
          new CertificateEntry(
              new IssuedCertificate(
                  serialNumber, Bytes.EMPTY, "k", Bytes.EMPTY, Bytes.EMPTY, at, at.plusSeconds(60)),
              "alice",
              Bytes.EMPTY,
              CertificateEntry.Status.REVOKED,
              Optional.of(new CertificateEntry.Revocation(at, RevocationReason.KEY_COMPROMISE))));
    }

    @Override
    public Optional<CertificateEntry> find(String number) {
      return Optional.empty();
    }

    @Override
    public Optional<CertificateEntry> newest(String account, String keyId) {
      return Optional.empty();
    }

    @Override
    public List<CertificateEntry> list(Optional<String> account, int limit) {
      return List.of();
    }

    @Override
    public boolean revoke(String number, RevocationReason reason) {
      return false;
    }
  }
}
