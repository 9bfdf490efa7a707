package dev.skep.se.pcsc.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.PersonalizableSecurityElement;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.ProvisionedSecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.se.pcsc.internal.apdu.CardInfo;
import dev.skep.se.pcsc.internal.apdu.CardInfo.State;
import dev.skep.se.pcsc.internal.reader.CardReader;
import java.util.List;
import java.util.Optional;

/**
 * A card in a reader. Good for this card in this reader: one that is put in again within a moment
 * is the same, later it is another object. The card has one session at a time.
 */
public final class PcscSecurityElement
    implements PersonalizableSecurityElement, ProvisionedSecurityElement, AutoCloseable {
  private final Runnable release;
  private final CardAccess access;
  private final Personalization personalization;
  private final Establishment establishment;
  private final Sessions sessions;
  private final OutsideData outsideData;
  private final HolderUse use;

  /**
   * A card.
   *
   * @param reader stays the caller's
   * @param card what is in it now
   * @param catalogue of algorithms that offers are checked with
   * @param release run by {@link #close}
   */
  public PcscSecurityElement(
      CardReader reader, CardInfo card, AlgorithmCatalogue catalogue, Runnable release) {
    this.release = release;
    access = new CardAccess(reader, card);
    DeviceChain chain = new DeviceChain(access);
    personalization = new Personalization(access, chain);
    establishment = new Establishment(access, chain, new RequestCheck(catalogue));
    sessions = new Sessions(access);
    outsideData = new OutsideData(access);
    use = new HolderUse(access, new CardObjects(access, chain));
  }

  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    CardInfo card = access.run(session -> session.info());
    String state = card.state() == State.STOPPED ? ", stopped for good" : "";
    return new SecurityElementInfo(
        card.id(),
        "smart card in " + access.reader() + state,
        card.personalized(),
        card.transports(),
        card.attestation().map(List::of).orElse(card.attestations()),
        card.kdfs(),
        List.of(CardInfo.CIPHER));
  }

  @Override
  public Bytes createAttestationKey(String attestation) throws SecurityElementException {
    return personalization.createKey(attestation);
  }

  @Override
  public void installCertificateChain(List<Bytes> chain) throws SecurityElementException {
    personalization.installChain(List.copyOf(chain));
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    return establishment.establish(request, sessions);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there is no record
   */
  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is no record to process");
    }
    return sessions.process(handle, List.copyOf(records));
  }

  @Override
  public ProcessResult macData(SessionHandle handle, String label, Bytes data)
      throws SecurityElementException {
    return outsideData.mac(handle, new OutsideDataMac(label, data));
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    sessions.abort(handle);
  }

  @Override
  public List<ProvisionedObject> objects() throws SecurityElementException {
    return use.objects();
  }

  @Override
  public UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return use.sign(key, pin, message);
  }

  @Override
  public UseResult authenticate(ObjectName secret, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return use.authenticate(secret, pin, message);
  }

  @Override
  public UseResult changePin(ObjectName pin, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException {
    return use.changePin(pin, current, next);
  }

  @Override
  public UseResult unblock(ObjectName pin, SecretBytes puk, SecretBytes next)
      throws SecurityElementException {
    return use.unblock(pin, puk, next);
  }

  /** Lets go what was opened for this card alone. May be called again. */
  @Override
  public void close() {
    release.run();
  }
}
