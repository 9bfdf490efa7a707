package dev.skep.server.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTemplateTest {
  private final SubjectTemplate template = new SubjectTemplate("CN={account},O=Example");

  @ParameterizedTest
  @DisplayName("attack 77: an account changes nothing of the subject but its own part")
  @ValueSource(
      strings = {
        "alice",
        "x,CN=root",
        "x+UID=0",
        "\"quoted\"",
        "back\\slash",
        "\\",
        " blanks ",
        "#0500",
        "a=b;c<d>",
        "Ünïcode ✓",
        "{account}"
      })
  void anAccountStaysInItsPlace(String account) throws InvalidNameException {
    LdapName name = new LdapName(template.of(account));

    assertThat(name.size()).isEqualTo(2);
    assertThat(name.getRdn(1).getType()).isEqualTo("CN");
    assertThat(name.getRdn(1).getValue()).isEqualTo(account);
    assertThat(name.getRdn(0).getValue()).isEqualTo("Example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "CN={Account}", "CN=\\{account}", "CN=\"{account}\"", "=x"})
  void refusesWhatMakesNoName(String text) {
    assertThatThrownBy(() -> new SubjectTemplate(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesTheAccountInsideAPart() {
    assertThat(new SubjectTemplate("UID={account}@example.com").of("bob"))
        .isEqualTo("UID=bob@example.com");
  }
}
