package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateIssuer;
import dev.skep.api.issuer.CertificateRequest;
import dev.skep.api.issuer.IssuanceException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An issuing CA that signs real certificates and remembers what it was asked for. */
class TestIssuingCa implements CertificateIssuer {
  final List<CertificateRequest> requests = new CopyOnWriteArrayList<>();
  final TestDeviceCa ca = new TestDeviceCa();

  @Override
  public List<Bytes> issue(CertificateRequest request) throws IssuanceException {
    requests.add(request);
    String commonName = request.subject().replace("CN=", "");
    return List.of(ca.certify(commonName, request.subjectPublicKeyInfo()), ca.certificate());
  }
}
