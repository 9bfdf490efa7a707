package dev.skep.issuer.x509.internal.list;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.CertificateRegister;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.StoreException;
import dev.skep.issuer.x509.internal.ca.CertificateAuthority;
import dev.skep.issuer.x509.internal.list.ListMaker.SignedList;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revocation list of now. Thread-safe.
 *
 * <p>The register is looked at once a second at the most, by one caller; the others get the list of
 * before. A list is signed when the register has changed or half of the list's time is over. While
 * the register cannot be read, the last list is given out as long as it is valid.
 */
public final class RevocationLists {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private final CertificateAuthority ca;
  private final ListMaker maker;
  private final Supplier<Optional<CertificateRegister>> register;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look last;

  /** Lists of one CA; nothing is read or signed before the first call. */
  public RevocationLists(
      CertificateAuthority ca, ListTerms terms, Surroundings surroundings, SecureRandom random) {
    this.ca = ca;
    this.maker = new ListMaker(ca, terms, random);
    this.register = surroundings.register();
    this.clock = surroundings.clock();
  }

  /**
   * What lists depend on.
   *
   * @param register where revocations are, while there is one
   * @param clock of this node
   */
  public record Surroundings(Supplier<Optional<CertificateRegister>> register, Clock clock) {}

  /** A look at the register, and what came of it: a list, and why it is not a newer one. */
  private record Look(Instant at, @Nullable SignedList list, @Nullable StoreException failure) {
    boolean isRecentAt(Instant now) {
      return !now.isBefore(at) && now.isBefore(at.plus(LOOK_INTERVAL));
    }

    Optional<SignedList> listAt(Instant now) {
      return Optional.ofNullable(list).filter(one -> one.isValidAt(now));
    }
  }

  /**
   * The list.
   *
   * @return DER
   * @throws IssuanceException if there is no register, it cannot be read, or the CA has expired
   */
  public Bytes current() throws IssuanceException {
    Instant now = clock.instant();
    Look look = last;
    if (look == null || !look.isRecentAt(now)) {
      Optional<SignedList> old = look == null ? Optional.empty() : look.listAt(now);
      if (old.isEmpty()) {
        looking.lock();
      } else if (!looking.tryLock()) {
        return old.get().der();
      }
      try {
        look = lookAgain();
      } finally {
        looking.unlock();
      }
    }
    return result(look);
  }

  private Bytes result(Look look) throws IssuanceException {
    Optional<SignedList> list = look.listAt(clock.instant());
    if (list.isPresent()) {
      return list.get().der();
    }
    StoreException failure = look.failure();
    if (failure == null) {
      throw new IssuanceException("the revocation list has just run out; try again");
    }
    throw new IssuanceException("there is no revocation list: " + failure.getMessage(), failure);
  }

  private Look lookAgain() throws IssuanceException {
    Instant now = clock.instant();
    Look before = last;
    if (before != null && before.isRecentAt(now)) {
      return before;
    }
    ca.checkValidAt(now);
    Look look = look(before, now);
    last = look;
    return look;
  }

  private Look look(@Nullable Look before, Instant now) {
    SignedList list = before == null ? null : before.list();
    try {
      List<Revoked> entries = Revoked.of(read());
      if (list == null || list.isOldAt(now) || !list.entries().equals(entries)) {
        list = maker.make(entries, number(list, now), now);
      }
      return new Look(now, list, null);
    } catch (StoreException e) {
      if (before == null || before.failure() == null) {
        LOG.warn("no new revocation list can be made: {}", e.getMessage());
      }
      return new Look(now, list, e);
    }
  }

  private List<CertificateEntry> read() throws StoreException {
    Optional<CertificateRegister> present = register.get();
    if (present.isEmpty()) {
      throw new StoreException("no register of certificates is installed");
    }
    return present.get().revoked();
  }

  /** Milliseconds, so that the nodes of one CA agree without talking; higher each time. */
  private static BigInteger number(@Nullable SignedList before, Instant now) {
    BigInteger byTime = BigInteger.valueOf(now.toEpochMilli());
    return before == null ? byTime : byTime.max(before.number().add(BigInteger.ONE));
  }
}
