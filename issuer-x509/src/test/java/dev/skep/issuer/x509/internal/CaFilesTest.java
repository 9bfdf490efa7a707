package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.SettingsException;
import dev.skep.issuer.x509.internal.ca.CaKeyType;
import dev.skep.issuer.x509.internal.ca.CaSettings;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaFilesTest {
  @TempDir Path folder;
  private TestCa ca;

  @BeforeEach
  void place() {
    ca = new TestCa(folder);
  }

  @Test
  void makesFilesOfTheOwnerOnlyAndLeavesNothingElse() throws Exception {
    ca.made();

    assertThat(permissions(ca.file())).isEqualTo("rw-------");
    assertThat(permissions(ca.passwordFile())).isEqualTo("rw-------");
    assertThat(permissions(ca.file().getParent())).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(ca.file().getParent())) {
      assertThat(files).containsExactlyInAnyOrder(ca.file(), ca.passwordFile());
    }
  }

  @Test
  void isTheSameCaAfterARestart() throws Exception {
    Bytes before = ca.made().caCertificate();

    assertThat(ca.reopened().caCertificate()).isEqualTo(before);
    assertThat(ca.made().caCertificate()).isEqualTo(before);
  }

  @Test
  void makesACaUnderThePasswordThatIsThere() throws Exception {
    Files.createDirectories(ca.passwordFile().getParent());
    password("pass word\r\nsecond line");
    ca.made();

    char[] password = "pass word".toCharArray();
    KeyStore store = KeyStore.getInstance(ca.file().toFile(), password);
    assertThat(store.size()).isEqualTo(1);
  }

  @Test
  void openSslReadsWhatWasMade() throws Exception {
    X509Issuer issuer = ca.made();
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.ok(
        "pkcs12",
        "-in",
        ca.file().toString(),
        "-passin",
        "file:" + ca.passwordFile(),
        "-nokeys",
        "-out",
        "from-file.pem");

    openSsl.ok("x509", "-in", "from-file.pem", "-outform", "DER", "-out", "from-file.der");
    assertThat(Bytes.of(Files.readAllBytes(folder.resolve("from-file.der"))))
        .isEqualTo(issuer.caCertificate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec -pkeyopt ec_paramgen_curve:P-521", "rsa:2048", "ed25519"})
  void usesACaThatOpenSslMade(String key) throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    Files.createDirectories(ca.file().getParent());
    password("changeit");
    openSsl.ok(
        ("req -x509 -nodes -keyout k.pem -out c.pem -days 30 -subj /O=Test/CN=OpenSSL-CA -addext"
                + " keyUsage=critical,keyCertSign,cRLSign -newkey "
                + key)
            .split(" "));
    openSsl.ok(
        "pkcs12",
        "-export",
        "-inkey",
        "k.pem",
        "-in",
        "c.pem",
        "-passout",
        "pass:changeit",
        "-out",
        ca.file().toString());
    ca.clock.advance(Duration.ofMinutes(1));
    X509Issuer issuer = ca.reopened();

    openSsl.pem("leaf.pem", "CERTIFICATE", issuer.issue(TestCa.request("CN=a")).get(0));
    openSsl.pem("crl.pem", "X509 CRL", issuer.revocationList());
    openSsl.ok("verify", "-crl_check", "-CAfile", "c.pem", "-CRLfile", "crl.pem", "leaf.pem");
  }

  @Test
  void refusesAWrongPasswordAndSaysSo() throws Exception {
    ca.made();
    password("wrong");

    assertRefused("is not the one of this file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\nx"})
  void refusesAnEmptyPassword(String content) throws Exception {
    ca.made();
    password(content);

    assertRefused("its first line must be the password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pässword", "pass\tword", "password\u0000"})
  void refusesAPasswordThatToolsReadDifferently(String password) throws Exception {
    ca.made();
    password(password);

    assertRefused("printable ASCII");
  }

  @Test
  void refusesAMissingPassword() throws Exception {
    ca.made();
    Files.delete(ca.passwordFile());

    assertRefused("the CA's password cannot be read");
  }

  @Test
  void refusesFilesThatOthersMayRead() throws Exception {
    ca.made();
    for (Path file : List.of(ca.file(), ca.passwordFile())) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
      assertRefused("chmod 600");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
    ca.reopened();
  }

  @Test
  void refusesABrokenFileWhereverItIsBroken() throws Exception {
    ca.made();
    byte[] good = Files.readAllBytes(ca.file());
    for (int length = 0; length < good.length; length += 97) {
      Files.write(ca.file(), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> ca.reopened()).isInstanceOf(SettingsException.class);
    }
    Files.write(ca.file(), new byte[2 << 20]);
    assertRefused("it is another file");
  }

  @Test
  void refusesAMissingFileThatItMayNotMake() {
    assertThatThrownBy(() -> ca.reopened()).isInstanceOf(SettingsException.class);
    assertThat(ca.file()).doesNotExist();
    assertThat(ca.passwordFile()).doesNotExist();
  }

  @Test
  void refusesANameThatIsNoneBeforeAnythingIsWritten() {
    IssuerSettings good = ca.settings(true, CaKeyType.P256, TestCa.TERMS);
    IssuerSettings bad =
        new IssuerSettings(
            new CaSettings(
                ca.file(),
                ca.passwordFile(),
                new CaSettings.Creation(true, "CN=\"x\"", CaKeyType.P256)),
            good.certificates(),
            good.lists());

    assertThatThrownBy(() -> ca.open(bad))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("create.subject");
    assertThat(ca.passwordFile()).doesNotExist();
  }

  @Test
  void refusesAKeyThatIsNotTheCertificates() throws Exception {
    X509Issuer issuer = ca.made();
    store(TestCa.ecKey(), TestCa.certificate(issuer.caCertificate()));

    assertRefused("the key is not the certificate's");
  }

  @Test
  void refusesACertificateThatIsNoneOfACa() throws Exception {
    KeyPair pair = TestCa.ecKey();
    Bytes leaf =
        ca.made().issue(TestCa.request(Bytes.of(pair.getPublic().getEncoded()), "CN=a")).get(0);
    store(pair, TestCa.certificate(leaf));

    assertRefused("none of a CA");
  }

  @Test
  void refusesACaThatHasExpiredOrIsNotValidYet() throws Exception {
    ca.made();
    ca.clock.advance(Duration.ofDays(3651));
    assertRefused("the CA's certificate is valid from");
    ca.clock.advance(Duration.ofDays(-3652));
    assertRefused("the CA's certificate is valid from");
  }

  @Test
  void leavesTheListOfProvidersAlone() throws Exception {
    List<Provider> before = List.of(Security.getProviders());
    ca.made().issue(TestCa.request("CN=a"));

    assertThat(Security.getProviders()).containsExactlyElementsOf(before);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> ca.reopened())
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("changeit");
  }

  private void password(String content) throws Exception {
    Files.deleteIfExists(ca.passwordFile());
    Files.createFile(
        ca.passwordFile(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(ca.passwordFile(), content);
  }

  private void store(KeyPair pair, Certificate certificate) throws Exception {
    char[] password = Files.readString(ca.passwordFile()).toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("ca", pair.getPrivate(), password, new Certificate[] {certificate});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, password);
    Files.write(ca.file(), out.toByteArray());
  }

  private static String permissions(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
