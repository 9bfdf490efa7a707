package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.algorithm.AttestationScheme;
import dev.skep.api.algorithm.KeyDerivation;
import dev.skep.api.algorithm.KeyTransport;
import dev.skep.api.algorithm.SessionCipher;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ObjectName;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProvisionedObject;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import dev.skep.api.se.UseResult;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.se.kernel.HostedSecurityElement;
import dev.skep.se.kernel.KernelParts;
import dev.skep.se.kernel.KernelSettings;
import dev.skep.se.kernel.StorageException;
import dev.skep.se.kernel.internal.operation.Commits;
import dev.skep.se.kernel.internal.operation.Operation;
import dev.skep.se.kernel.internal.operation.OperationTable;
import dev.skep.se.kernel.internal.operation.Room;
import dev.skep.se.kernel.internal.state.DurableState;
import dev.skep.se.kernel.internal.use.HolderUse;
import dev.skep.se.kernel.internal.use.KeyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;

/**
 * A security element over replaceable storage and device key. Sessions and uses run side by side;
 * personalisation and {@link #close} wait for them and run alone.
 *
 * <p>Over 300 lines: all ways into the SE are here, behind one lock and one check of its health.
 */
public final class KernelSecurityElement implements HostedSecurityElement {
  private final KernelSettings settings;
  private final AlgorithmCatalogue catalogue;
  private final HealthTestedRandom random;
  private final DurableState state;
  private final Personalization personalization;
  private final HolderUse use;
  private final Sessions sessions;
  private final Establishment establishment;
  private final ReadWriteLock access = new ReentrantReadWriteLock();
  private boolean closed;

  /** One call on the SE. */
  @FunctionalInterface
  private interface Call<T> {
    T run() throws SecurityElementException;
  }

  /**
   * What is the same in every SE, and what tests turn.
   *
   * @param nanoClock monotonic, in nanoseconds, as {@link System#nanoTime}
   */
  record Workings(Map<String, Operation> operations, LongSupplier nanoClock) {
    /** What all SEs have. */
    static Workings of(AlgorithmCatalogue catalogue) {
      return new Workings(OperationTable.of(catalogue), System::nanoTime);
    }
  }

  KernelSecurityElement(
      KernelSettings settings, KernelParts parts, DurableState state, Workings workings) {
    this.settings = settings;
    this.catalogue = parts.catalogue();
    this.random = HealthTestedRandom.over(parts.random());
    this.state = state;
    this.personalization = new Personalization(state, parts.keys());
    this.use = new HolderUse(state, new KeyUse(catalogue, random));
    HandleKind handles =
        settings.wrappedHandles()
            ? new WrappedHandles(state.now().masterKey(), random)
            : new MemoryHandles(random);
    SessionTable table =
        new SessionTable(settings.sessionQuota(), settings.sessionTimeout(), workings.nanoClock());
    this.sessions =
        new Sessions(
            new Sessions.Parts(
                catalogue,
                handles,
                table,
                new RecordProcessing(workings.operations()),
                state,
                new Commits(state, settings.objectQuota())));
    this.establishment =
        new Establishment(catalogue, sessions, new Room(settings.objectQuota()), random);
  }

  /**
   * Loads an SE from its storage; a first start makes a blank one.
   *
   * @param parts the storage is closed if this fails
   * @throws StorageException if the storage cannot be used; the message says why and what to do
   */
  public static KernelSecurityElement open(KernelSettings settings, KernelParts parts)
      throws StorageException {
    return open(settings, parts, Workings.of(parts.catalogue()));
  }

  static KernelSecurityElement open(KernelSettings settings, KernelParts parts, Workings workings)
      throws StorageException {
    KernelParts tested =
        new KernelParts(
            parts.storage(),
            parts.keys(),
            parts.catalogue(),
            HealthTestedRandom.over(parts.random()));
    boolean opened = false;
    try {
      DurableState loaded = DurableState.load(parts.storage(), tested.random());
      opened = true;
      return new KernelSecurityElement(settings, tested, loaded, workings);
    } catch (MalformedMessageException e) {
      throw new StorageException(
          "the state of "
              + settings.id()
              + " is authentic but of another format ("
              + e.getMessage()
              + "): use the version of this program that wrote it",
          e);
    } finally {
      if (!opened) {
        parts.storage().close();
      }
    }
  }

  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    access.readLock().lock();
    try {
      requireOpen();
      List<String> schemes =
          personalization
              .identity()
              .map(identity -> List.of(identity.key().scheme()))
              .orElseGet(this::schemesForAKey);
      return new SecurityElementInfo(
          settings.id(),
          settings.model(),
          personalization.identity().isPresent(),
          catalogue.names(KeyTransport.class),
          schemes,
          catalogue.names(KeyDerivation.class),
          catalogue.names(SessionCipher.class));
    } finally {
      access.readLock().unlock();
    }
  }

  private List<String> schemesForAKey() {
    List<String> schemes = new ArrayList<>(catalogue.names(AttestationScheme.class));
    schemes.retainAll(personalization.schemes());
    return schemes;
  }

  @Override
  public Bytes createAttestationKey(String attestation) throws SecurityElementException {
    return call(access.writeLock(), () -> personalization.createKey(attestation));
  }

  @Override
  public void installCertificateChain(List<Bytes> chain) throws SecurityElementException {
    call(
        access.writeLock(),
        () -> {
          personalization.installChain(List.copyOf(chain));
          return chain;
        });
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    return call(
        access.readLock(),
        () ->
            establishment.establish(
                request,
                personalization
                    .identity()
                    .orElseThrow(
                        () ->
                            new SecurityElementException(
                                Kind.REFUSED,
                                settings.id()
                                    + " is not personalised: create its attestation key and install"
                                    + " its certificate chain first"))));
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
    return call(access.readLock(), () -> sessions.process(handle, List.copyOf(records)));
  }

  @Override
  public ProcessResult macData(SessionHandle handle, String label, Bytes data)
      throws SecurityElementException {
    OutsideDataMac outside = new OutsideDataMac(label, data);
    return call(access.readLock(), () -> sessions.macData(handle, outside));
  }

  @Override
  public List<ProvisionedObject> objects() throws SecurityElementException {
    return call(access.readLock(), use::objects);
  }

  @Override
  public UseResult sign(ObjectName key, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return call(access.readLock(), () -> use.sign(key, pin, message));
  }

  @Override
  public UseResult authenticate(ObjectName secret, Optional<SecretBytes> pin, Bytes message)
      throws SecurityElementException {
    return call(access.readLock(), () -> use.authenticate(secret, pin, message));
  }

  @Override
  public UseResult changePin(ObjectName pin, Optional<SecretBytes> current, SecretBytes next)
      throws SecurityElementException {
    return call(access.readLock(), () -> use.changePin(pin, current, next));
  }

  @Override
  public UseResult unblock(ObjectName pin, SecretBytes puk, SecretBytes next)
      throws SecurityElementException {
    return call(access.readLock(), () -> use.unblock(pin, puk, next));
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    access.readLock().lock();
    try {
      if (!closed) {
        sessions.abort(handle);
      }
    } finally {
      access.readLock().unlock();
    }
  }

  /** Erases sessions and keys, and lets the storage go. May be called again. */
  @Override
  public void close() {
    access.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        sessions.abortAll();
        personalization.close();
        state.close();
      }
    } finally {
      access.writeLock().unlock();
    }
  }

  private <T> T call(Lock lock, Call<T> call) throws SecurityElementException {
    lock.lock();
    try {
      requireOpen();
      requireHealth();
      return call.run();
    } catch (RuntimeException e) {
      requireHealth();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() throws SecurityElementException {
    if (closed) {
      throw new SecurityElementException(Kind.REMOVED, settings.id() + " is closed");
    }
  }

  /** A random generator that failed once is not trusted again (attack 39). */
  private void requireHealth() throws SecurityElementException {
    String failure = random.failure();
    if (failure != null) {
      sessions.abortAll();
      throw new SecurityElementException(
          Kind.REMOVED,
          settings.id()
              + " has stopped: the random generator "
              + failure
              + "; have the machine's random source checked, then restart");
    }
  }
}
