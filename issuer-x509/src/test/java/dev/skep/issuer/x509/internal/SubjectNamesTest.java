package dev.skep.issuer.x509.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.issuer.IssuanceException;
import dev.skep.issuer.x509.internal.certificate.SubjectName;
import java.nio.file.Path;
import java.util.Random;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectNamesTest {
  /** The JDK's own reading of RFC 2253, which RFC 4514 follows, gives the same name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "CN=alice|CN=alice",
        "CN=alice,OU=Staff,O=Example,C=DE|CN=alice,OU=Staff,O=Example,C=DE",
        "cn=alice, ou = Staff ,O=Example|CN=alice,OU=Staff,O=Example",
        "CN=Smith\\, Alice,O=\\\"Quoted\\\" \\+ Sons|CN=Smith\\, Alice,O=\\\"Quoted\\\" \\+ Sons",
        "CN=a=b|CN=a=b",
        "CN=\\#1|CN=\\#1",
        "CN=\\ a\\ |CN=\\ a\\ ",
        "CN=Lu\\C4\\8Di\\C4\\87|CN=Lučić",
        "CN=Zoë 李 𝒜|CN=Zoë 李 𝒜",
        "CN=a+UID=7,DC=example,DC=org|CN=a+UID=7,DC=example,DC=org",
        "2.5.4.3=alice|CN=alice",
        "CN=x\\,O=Evil|CN=x\\,O\\=Evil",
      })
  void readsANameAsTheStandardHasIt(String text, String expected) throws Exception {
    X500Principal read = new X500Principal(SubjectName.parse(text).getEncoded());

    assertThat(new X500Principal(read.getName())).isEqualTo(new X500Principal(expected));
    assertThat(read).isEqualTo(new X500Principal(expected));
  }

  @ParameterizedTest
  @DisplayName("attack 77: no text of a name becomes another attribute, or a line of a log")
  @ValueSource(
      strings = {
        "",
        "   ",
        "alice",
        "=alice",
        "CN=",
        "CN=  ",
        "CN=a,",
        "CN=a,,O=b",
        ",CN=a",
        "CN=a+",
        "CN=a++O=b",
        "CN=a,O",
        "CN=a;O=b",
        "CN=\"a\"",
        "CN=\"a,O=b\"",
        "CN=a<b",
        "CN=a>b",
        "CN=#0C0161",
        "CN=a\\",
        "CN=a\\n",
        "CN=a\\4",
        "CN=a\\FF",
        "CN=a\\C0\\AF",
        "CN=a\\ED\\A0\\80",
        "CN=a\nO=b",
        "CN=a\r\nX",
        "CN=a\\0AX",
        "CN=a\\00X",
        "CN=a\u0000",
        "CN=a\tb",
        "CN=a\u001b[31m",
        "CN=a\u202eb",
        "CN=a\u2028b",
        "CN=a\ud800",
        "CN=\ue000",
        "CN=a+CN=b",
        "XX=a",
        "1.2.3=a",
        "2.5.4.03=a",
        "OID.2.5.4.3=a",
        "C=DEU",
        "C=Ü1",
        "DC=exämple",
        "SERIALNUMBER=a*b",
        "CN\n=a",
      })
  void refusesWhatIsNotWellFormed(String text) {
    assertThatThrownBy(() -> SubjectName.parse(text))
        .isInstanceOf(IssuanceException.class)
        .hasMessageStartingWith("the subject is ")
        .message()
        .matches("[ -~]*");
  }

  @Test
  void keepsTheUpperBoundsOfTheStandard() throws Exception {
    SubjectName.parse("CN=" + "ä".repeat(64));
    assertThatThrownBy(() -> SubjectName.parse("CN=" + "ä".repeat(65)))
        .isInstanceOf(IssuanceException.class);
    SubjectName.parse("CN=a" + ",OU=b".repeat(15));
    assertThatThrownBy(() -> SubjectName.parse("CN=a" + ",OU=b".repeat(16)))
        .isInstanceOf(IssuanceException.class);
    assertThatThrownBy(() -> SubjectName.parse("CN=" + "a".repeat(100_000)))
        .isInstanceOf(IssuanceException.class);
  }

  @Test
  void readsOrRefusesWhateverTextComes() {
    Random random = new Random(77);
    String pieces = "CNOU=,+\\\"#;<> \u0000\n\ud800\udc00äa0F.";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(i % 2 == 0 ? "CN=" : "");
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(pieces.charAt(random.nextInt(pieces.length())));
      }
      try {
        X500Name name = SubjectName.parse(text.toString());
        assertThat(name.getRDNs()).isNotEmpty();
        assertThat(name.toString()).doesNotContain("\n", "\u0000");
      } catch (IssuanceException refused) {
        assertThat(refused).hasMessageStartingWith("the subject is ");
      }
    }
  }

  @Test
  void openSslShowsTheNameWithoutAnAttributeMore(@TempDir Path folder) throws Exception {
    TestCa ca = new TestCa(folder);
    OpenSsl openSsl = new OpenSsl(folder);
    openSsl.pem(
        "leaf.pem",
        "CERTIFICATE",
        ca.made().issue(TestCa.request("CN=x\\,O=Evil\\\"Lučić\\\",O=Good")).get(0));

    assertThat(
            openSsl.ok(
                "x509", "-in", "leaf.pem", "-noout", "-subject", "-nameopt", "utf8,sep_multiline"))
        .isEqualTo("subject=\n    O=Good\n    CN=x,O=Evil\"Lučić\"\n");
  }
}
