package dev.skep.testkit.broken;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult;
import java.util.List;
import java.util.Optional;

/** A good SE, for subclasses to spoil. */
class DelegatingElement
    implements PersonalizableSecurityElement, ProvisionedSecurityElement, AutoCloseable {
  final SecurityElement good;

  DelegatingElement(SecurityElement good) {
    this.good = good;
  }

  private PersonalizableSecurityElement personalizable() {
    return (PersonalizableSecurityElement) good;
  }

  private ProvisionedSecurityElement provisioned() {
    return (ProvisionedSecurityElement) good;
  }

  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    return good.info();
  }

  @Override
  public Bytes createAttestationKey(String attestation) throws SecurityElementException {
    return personalizable().createAttestationKey(attestation);
  }

  @Override
  public void installCertificateChain(List<Bytes> chain) throws SecurityElementException {
    personalizable().installCertificateChain(chain);
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    return good.establish(request);
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    return good.process(handle, records);
  }

  @Override
  public ProcessResult macData(SessionHandle handle, String label, Bytes data)
      throws SecurityElementException {
    return good.macData(handle, label, data);
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    good.abort(handle);
  }

  @Override
  public List<ProvisionedObject> objects() throws SecurityElementException {
    return provisioned().objects();
  }

  @Override
  public UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return provisioned().sign(key, pin, message);
  }

  @Override
  public UseResult authenticate(ObjectName secret, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return provisioned().authenticate(secret, pin, message);
  }

  @Override
  public UseResult changePin(ObjectName pin, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException {
    return provisioned().changePin(pin, current, next);
  }

  @Override
  public UseResult unblock(ObjectName pin, SecretBytes puk, SecretBytes next)
      throws SecurityElementException {
    return provisioned().unblock(pin, puk, next);
  }

  @Override
  public void close() throws Exception {
    ((AutoCloseable) good).close();
  }
}
