package dev.skep.itest.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.api.Bytes;
import dev.skep.itest.cluster.IssuerHome;
import dev.skep.itest.cluster.IssuerHome.Node;
import dev.skep.itest.session.DeviceCa;
import dev.skep.se.pcsc.simulator.PcscDaemon;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A blank card is personalised and enrolled by the commands of the distribution, and signs. */
class CardEnrolmentIT {
  private static final Pattern ID = Pattern.compile("pcsc:[0-9a-f]{16}");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]*)-----END", Pattern.DOTALL);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "DHKEM-P256-HKDF-SHA256, ES256, HKDF-SHA256",
    "RSA-OAEP-256, RS256, KBKDF-CMAC-AES256",
  })
  void cardIsEnrolledAsAnyOtherElement(String transport, String attestation, String kdf)
      throws Exception {
    PcscDaemon.reasonToSkip().ifPresent(Assumptions::abort);
    DeviceCa maker = new DeviceCa("CN=Maker of cards");
    IssuerHome issuer = new IssuerHome(Files.createDirectories(folder.resolve("server")), maker);
    issuer.change(
        "dev.skep.server.core",
        Map.of("transports", "[ \"" + transport + "\" ]", "kdfs", "[ \"" + kdf + "\" ]"));
    Node node = issuer.start("node");
    try (CardDesk desk = CardDesk.open(Files.createDirectories(folder.resolve("desk")))) {
      desk.reader.insert();
      String id = personalize(desk, maker, attestation);
      // The PIN of one plan comes from the issuer, over the session; that of the other is chosen.
      List<String> letter = issuer.letters(node, "employee-badge", 1).get(0);
      assertThat(enrol(desk, node, id, letter.get(1), ""))
          .contains(transport, attestation, kdf, "A128CBC-HS256");
      signs(desk, id, "badge-sign", "SHA256withECDSA", preset(letter, "badge-pin"));
      String code = issuer.vouchers(node, "holder-pin", 1).values().iterator().next();
      assertThat(enrol(desk, node, id, code, "123456\n123456")).contains("has its first value now");
      assertThat(desk.run("objects", "--se", id).well().output())
          .contains("badge-pin", "badge-puk", "badge-sign", "badge-door")
          .contains("holder-pin", "holder-puk", "holder-ec", "holder-rsa");
      signs(desk, id, "holder-rsa", "SHA256withRSA", "123456");
    } finally {
      node.process().close();
    }
  }

  private static String enrol(CardDesk desk, Node node, String id, String code, String typed)
      throws Exception {
    return desk.type(
            typed, "enrol", "--server", node.address(), "--se", id, "--code", code, "--yes")
        .well()
        .output();
  }

  private static String preset(List<String> letter, String pin) {
    return letter.stream()
        .filter(word -> word.startsWith(pin + "="))
        .map(word -> word.substring(pin.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  private String personalize(CardDesk desk, DeviceCa maker, String attestation) throws Exception {
    String listed = desk.run("se").well().output();
    assertThat(listed).contains(desk.daemon.readerNames().get(0), "blank");
    Matcher id = ID.matcher(listed);
    assertThat(id.find()).as(listed).isTrue();
    String key =
        desk.run("personalize", "--se", id.group(), "--attestation", attestation).well().output();
    Matcher pem = PEM.matcher(key);
    assertThat(pem.find()).as(key).isTrue();
    Bytes spki = Bytes.of(Base64.getMimeDecoder().decode(pem.group(1)));
    Path chain = folder.resolve("chain.pem");
    Files.writeString(chain, DeviceCa.pem(maker.certify("CN=Card", spki)));
    desk.run("personalize", "--se", id.group(), "--chain", chain.toString()).well();
    assertThat(desk.run("se").well().output()).contains(id.group(), "personalised");
    return id.group();
  }

  private void signs(CardDesk desk, String id, String key, String algorithm, String value)
      throws Exception {
    Path document = Files.writeString(folder.resolve("document"), "I owe you. ".repeat(1000));
    Path pin = Files.writeString(folder.resolve("pin"), value + "\n");
    Path signature = folder.resolve(key + ".sig");
    Path certificate = folder.resolve(key + ".pem");
    desk.run(
            "sign",
            "--se",
            id,
            "--key",
            key,
            "--in",
            document.toString(),
            "--out",
            signature.toString(),
            "--pin-file",
            pin.toString())
        .well();
    desk.run("certificate", "--se", id, "--key", key, "--out", certificate.toString()).well();
    try (InputStream in = Files.newInputStream(certificate)) {
      X509Certificate leaf =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(leaf);
      verifier.update(Files.readAllBytes(document));
      assertThat(verifier.verify(Files.readAllBytes(signature))).as(key).isTrue();
    }
  }
}
