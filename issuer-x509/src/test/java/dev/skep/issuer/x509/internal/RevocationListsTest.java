package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.CertificateEntry;
import dev.skep.api.issuer.IssuanceException;
import dev.skep.api.issuer.RevocationReason;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CRLReason;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLEntryHolder;
import org.bouncycastle.cert.X509CRLHolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListsTest {
  @TempDir Path folder;
  private TestCa ca;
  private X509Issuer issuer;

  @BeforeEach
  void make() throws Exception {
    ca = new TestCa(folder);
    issuer = ca.made();
  }

  @Test
  void saysWhatIsRevokedWhenAndWhySortedByNumber() throws Exception {
    Instant at = ca.clock.instant().minusSeconds(7).truncatedTo(ChronoUnit.SECONDS);
    ca.register.add("ff00", at, RevocationReason.UNSPECIFIED);
    ca.register.add("9", at.minusSeconds(1), RevocationReason.PRIVILEGE_WITHDRAWN);
    ca.register.add("10", at, RevocationReason.KEY_COMPROMISE);
    X509CRL list = TestCa.list(issuer.revocationList());
    list.verify(TestCa.certificate(issuer.caCertificate()).getPublicKey());

    assertThat(list.getVersion()).isEqualTo(2);
    assertThat(list.getIssuerX500Principal())
        .isEqualTo(TestCa.certificate(issuer.caCertificate()).getSubjectX500Principal());
    Instant now = ca.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    assertThat(list.getThisUpdate().toInstant()).isEqualTo(now.minus(TestCa.LISTS.backdating()));
    assertThat(list.getNextUpdate().toInstant()).isEqualTo(now.plus(TestCa.LISTS.validity()));
    assertThat(list.getNonCriticalExtensionOIDs())
        .containsExactlyInAnyOrder("2.5.29.35", "2.5.29.20");
    assertThat(list.getCriticalExtensionOIDs()).isEmpty();
    assertThat(new X509CRLHolder(issuer.revocationList().toArray()).getRevokedCertificates())
        .extracting(one -> ((X509CRLEntryHolder) one).getSerialNumber())
        .containsExactly(
            BigInteger.valueOf(0x9), BigInteger.valueOf(0x10), BigInteger.valueOf(0xff00));
    assertThat(entry(list, 0x9).getRevocationReason()).isEqualTo(CRLReason.PRIVILEGE_WITHDRAWN);
    assertThat(entry(list, 0x9).getRevocationDate().toInstant()).isEqualTo(at.minusSeconds(1));
    assertThat(entry(list, 0x10).getRevocationReason()).isEqualTo(CRLReason.KEY_COMPROMISE);
    assertThat(entry(list, 0xff00).hasExtensions()).isFalse();
  }

  @Test
  @DisplayName("attack 42: the JDK and OpenSSL refuse a revoked certificate and take another")
  void relyingPartiesRefuseARevokedCertificate() throws Exception {
    X509Certificate revoked = TestCa.certificate(issuer.issue(TestCa.request("CN=a")).get(0));
    X509Certificate good = TestCa.certificate(issuer.issue(TestCa.request("CN=b")).get(0));
    ca.register.add(
        revoked.getSerialNumber().toString(16),
        ca.clock.instant().minusSeconds(5),
        RevocationReason.KEY_COMPROMISE);
    Bytes list = issuer.revocationList();

    validate(good, list);
    assertThatThrownBy(() -> validate(revoked, list))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("revoked");
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.pem("ca.pem", "CERTIFICATE", issuer.caCertificate());
    openSsl.pem("crl.pem", "X509 CRL", list);
    openSsl.pem("good.pem", "CERTIFICATE", Bytes.of(good.getEncoded()));
    openSsl.pem("revoked.pem", "CERTIFICATE", Bytes.of(revoked.getEncoded()));
    String[] verify = {"verify", "-x509_strict", "-crl_check", "-CAfile", "ca.pem"};
    assertThat(openSsl.ok(with(verify, "-CRLfile", "crl.pem", "good.pem"))).contains("OK");
    OpenSsl.Said said = openSsl.run(with(verify, "-CRLfile", "crl.pem", "revoked.pem"));
    assertThat(said.status()).isNotZero();
    assertThat(said.text()).contains("certificate revoked");
    assertThat(openSsl.ok("crl", "-verify", "-CAfile", "ca.pem", "-in", "crl.pem", "-noout"))
        .contains("verify OK");
  }

  @Test
  void isEmptyAndValidWhereNothingIsRevoked() throws Exception {
    Bytes list = issuer.revocationList();

    assertThat(TestCa.list(list).getRevokedCertificates()).isNull();
    validate(TestCa.certificate(issuer.issue(TestCa.request("CN=a")).get(0)), list);
  }

  @Test
  void showsARevocationASecondLaterAtTheLatest() throws Exception {
    Bytes before = issuer.revocationList();
    ca.register.add("5", ca.clock.instant(), RevocationReason.SUPERSEDED);
    ca.clock.advance(Duration.ofSeconds(1));
    Bytes after = issuer.revocationList();

    assertThat(entry(TestCa.list(before), 5)).isNull();
    assertThat(entry(TestCa.list(after), 5)).isNotNull();
    assertThat(number(after)).isGreaterThan(number(before));
  }

  @Test
  void showsAReasonThatWasChanged() throws Exception {
    ca.register.add("5", ca.clock.instant(), RevocationReason.SUPERSEDED);
    issuer.revocationList();
    ca.register.entries.clear();
    ca.register.add("5", ca.clock.instant(), RevocationReason.KEY_COMPROMISE);
    ca.clock.advance(Duration.ofSeconds(1));

    assertThat(entry(TestCa.list(issuer.revocationList()), 5).getRevocationReason())
        .isEqualTo(CRLReason.KEY_COMPROMISE);
  }

  @Test
  void readsTheRegisterOnceASecondAtTheMostAndSignsOnlyWhatIsNew() throws Exception {
    Bytes first = issuer.revocationList();
    for (int i = 0; i < 1000; i++) {
      assertThat(issuer.revocationList()).isSameAs(first);
    }
    assertThat(ca.register.reads).hasValue(1);
    for (int i = 2; i <= 10; i++) {
      ca.clock.advance(Duration.ofSeconds(1));
      assertThat(issuer.revocationList()).isSameAs(first);
      assertThat(ca.register.reads).hasValue(i);
    }
  }

  @Test
  void isMadeAgainWhenHalfOfItsTimeIsOver() throws Exception {
    Bytes first = issuer.revocationList();
    ca.clock.advance(TestCa.LISTS.validity().dividedBy(2).minusSeconds(1));
    assertThat(issuer.revocationList()).isSameAs(first);
    ca.clock.advance(Duration.ofSeconds(1));
    Bytes second = issuer.revocationList();

    assertThat(second).isNotEqualTo(first);
    assertThat(number(second)).isGreaterThan(number(first));
  }

  @Test
  @DisplayName("attack 72: numbers go up also when the clock goes back")
  void numbersGoUpAlsoWhenTheClockGoesBack() throws Exception {
    BigInteger first = number(issuer.revocationList());
    ca.clock.advance(Duration.ofSeconds(-60));
    Bytes second = issuer.revocationList();

    assertThat(number(second)).isEqualTo(first.add(BigInteger.ONE));
    assertThat(TestCa.list(second).getThisUpdate().toInstant())
        .isBeforeOrEqualTo(ca.clock.instant());
  }

  @Test
  void nodesOfOneCaAgreeOnTheOrderOfTheirLists() throws Exception {
    X509Issuer other = ca.reopened();
    List<BigInteger> numbers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      numbers.add(number((i % 2 == 0 ? issuer : other).revocationList()));
      ca.register.add(Integer.toHexString(i + 1), ca.clock.instant(), RevocationReason.SUPERSEDED);
      ca.clock.advance(Duration.ofMillis(1500));
    }

    assertThat(numbers).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void saysThatThereIsNoRegister() throws Exception {
    X509Issuer alone =
        X509Issuer.open(
            ca.settings(false, CaKeyType.P256, TestCa.TERMS),
            Optional::empty,
            ca.clock,
            new SecureRandom());

    assertThatThrownBy(alone::revocationList)
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("no register of certificates is installed");
    assertThat(alone.caCertificate()).isEqualTo(issuer.caCertificate());
  }

  @Test
  void givesTheLastListWhileTheRegisterIsAwayButNoLongerThanItIsValid() throws Exception {
    Bytes last = issuer.revocationList();
    ca.register.broken = true;
    ca.clock.advance(TestCa.LISTS.validity().minusSeconds(1));
    assertThat(issuer.revocationList()).isSameAs(last);
    ca.clock.advance(Duration.ofSeconds(1));

    assertThatThrownBy(issuer::revocationList)
        .isInstanceOf(IssuanceException.class)
        .hasMessageContaining("the database is away");
    ca.register.broken = false;
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(number(issuer.revocationList())).isGreaterThan(number(last));
  }

  @Test
  void asksABrokenRegisterOnceASecondAtTheMost() {
    ca.register.broken = true;
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(issuer::revocationList).isInstanceOf(IssuanceException.class);
    }
    assertThat(ca.register.reads).hasValue(1);
  }

  @Test
  void readersGetTheListOfBeforeWhileOneCallerMakesANewOne() throws Exception {
    Bytes before = issuer.revocationList();
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ca.register.onRead =
        () -> {
          reading.countDown();
          await(goOn);
        };
    ca.register.add("5", ca.clock.instant(), RevocationReason.SUPERSEDED);
    ca.clock.advance(Duration.ofSeconds(1));
    CompletableFuture<Bytes> writer = CompletableFuture.supplyAsync(this::list);
    await(reading);

    for (int i = 0; i < 100; i++) {
      assertThat(issuer.revocationList()).isSameAs(before);
    }
    goOn.countDown();
    assertThat(entry(TestCa.list(writer.get(20, TimeUnit.SECONDS)), 5)).isNotNull();
    assertThat(ca.register.reads).hasValue(2);
  }

  @Test
  void firstCallersAllGetTheOneListThatIsMade() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(16);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Bytes>> lists = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        lists.add(
            callers.submit(
                () -> {
                  await(start);
                  return issuer.revocationList();
                }));
      }
      start.countDown();
      Bytes first = lists.get(0).get(20, TimeUnit.SECONDS);
      for (Future<Bytes> list : lists) {
        assertThat(list.get(20, TimeUnit.SECONDS)).isSameAs(first);
      }
      assertThat(ca.register.reads).hasValue(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void makesAListOfTenThousandEntriesThatOpenSslReads() throws Exception {
    SecureRandom random = new SecureRandom();
    List<CertificateEntry> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(
          ListedRegister.entry(
              new BigInteger(120, random).setBit(119).toString(16),
              ca.clock.instant(),
              RevocationReason.SUPERSEDED));
    }
    ca.register.entries.addAll(many);
    long start = System.nanoTime();
    Bytes list = issuer.revocationList();
    long made = System.nanoTime();
    ca.clock.advance(Duration.ofSeconds(1));
    assertThat(issuer.revocationList()).isSameAs(list);
    long looked = System.nanoTime();
    ca.clock.advance(TestCa.LISTS.validity().dividedBy(2));
    issuer.revocationList();
    long again = System.nanoTime();

    System.out.printf(
        "CRL of 10000 entries: %d bytes, made in %d ms, found unchanged in %d ms, made again in %d"
            + " ms%n",
        list.length(),
        (made - start) / 1_000_000,
        (looked - made) / 1_000_000,
        (again - looked) / 1_000_000);
    assertThat(TestCa.list(list).getRevokedCertificates()).hasSize(10_000);
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.pem("ca.pem", "CERTIFICATE", issuer.caCertificate());
    openSsl.pem("crl.pem", "X509 CRL", list);
    assertThat(openSsl.ok("crl", "-verify", "-CAfile", "ca.pem", "-in", "crl.pem", "-noout"))
        .contains("verify OK");
  }

  private Bytes list() {
    try {
      return issuer.revocationList();
    } catch (IssuanceException e) {
      throw new AssertionError(e);
    }
  }

  private void validate(X509Certificate leaf, Bytes list) throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(
            Set.of(new TrustAnchor(TestCa.certificate(issuer.caCertificate()), null)));
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection", new CollectionCertStoreParameters(List.of(TestCa.list(list)))));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf)), parameters);
  }

  private static BigInteger number(Bytes list) throws Exception {
    return ASN1Integer.getInstance(
            new X509CRLHolder(list.toArray()).getExtension(Extension.cRLNumber).getParsedValue())
        .getValue();
  }

  private static X509CRLEntry entry(X509CRL list, long serialNumber) {
    return list.getRevokedCertificate(BigInteger.valueOf(serialNumber));
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
