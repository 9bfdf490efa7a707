package dev.skep.client.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.client.internal.ScriptedElement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemTest {
  @TempDir Path folder;

  private final ScriptedElement element = new ScriptedElement();
  private final GogoShell shell =
      new GogoShell(null, new FakeClient(request -> new Failed("x", "x", false)), "http://x");
  private KeyPair key;

  @BeforeEach
  void makeKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    key = generator.generateKeyPair();
    shell.with("test:one", element);
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void installsTheChainByteForByteInItsOrder() throws Exception {
    Bytes leaf = certificate("CN=Device", "CN=Issuer");
    Bytes issuer = certificate("CN=Issuer", "CN=Root");
    String shown = install("Subject: CN=Device\n" + pem(leaf, issuer) + "the end\n");
    assertThat(element.installed).containsExactly(List.of(leaf, issuer));
    assertThat(shown).contains("SE test:one is personalised, with a chain of 2 certificates");
  }

  @Test
  void refusesAChainInTheWrongOrder() throws Exception {
    Bytes leaf = certificate("CN=Device", "CN=Issuer");
    Bytes issuer = certificate("CN=Issuer", "CN=Root");
    assertThat(install(pem(issuer, leaf)))
        .contains("certificate number 2 is not the issuer of the one before");
    assertThat(element.installed).isEmpty();
  }

  @Test
  void refusesWhatHoldsNoCertificate() throws Exception {
    assertThat(install("")).contains("has to hold 1 to 8 certificates");
    assertThat(install("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"))
        .contains("has to hold 1 to 8 certificates");
    assertThat(install("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))
        .contains("certificate number 1 cannot be read");
    assertThat(element.installed).isEmpty();
  }

  @Test
  void refusesMoreCertificatesThanAResponseCarries() throws Exception {
    Bytes own = certificate("CN=A", "CN=A");
    Bytes[] nine = Stream.generate(() -> own).limit(9).toArray(Bytes[]::new);
    assertThat(install(pem(nine))).contains("has to hold 1 to 8 certificates");
  }

  @Test
  void refusesAFileThatCannotBeOne() throws Exception {
    assertThat(shell.type("skep:personalize --se test:one --chain '" + folder + "/none.pem'"))
        .contains("none.pem does not exist");
    assertThat(shell.type("skep:personalize --se test:one --chain '" + folder + "'"))
        .contains("cannot be read");
    assertThat(install("x".repeat(300_000))).contains("longer than 262144 bytes");
  }

  private String install(String content) throws Exception {
    Path file = folder.resolve("chain.pem");
    write(file, content);
    return shell.type("skep:personalize --se test:one --chain '" + file + "'");
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content);
  }

  private static String pem(Bytes... certificates) {
    return Stream.of(certificates)
        .map(
            der ->
                "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(der.toArray())
                    + "\n-----END CERTIFICATE-----\n")
        .collect(Collectors.joining());
  }

  private Bytes certificate(String subject, String issuer) throws Exception {
    Instant now = Instant.now();
    return Bytes.of(
        new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.ONE,
                Date.from(now),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                new X500Name(subject),
                key.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
            .getEncoded());
  }
}
