package dev.skep.server.core.internal.plan;

import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * The subject of certificates with {@code {account}} in it, which becomes the account's name,
 * escaped (RFC 4514 section 2.4): no account can add to the name or change another part of it.
 *
 * @param text for example {@code CN={account},O=Example}
 */
public record SubjectTemplate(String text) {
  private static final String ACCOUNT = "{account}";
  private static final String SPECIAL = "\"+,;<>\\=# ";

  /**
   * Checks the template.
   *
   * @throws IllegalArgumentException if it makes no distinguished name; the message says why
   */
  public SubjectTemplate {
    String rest = text.replace(ACCOUNT, "");
    if (rest.contains("{") || rest.contains("}")) {
      throw new IllegalArgumentException("the only thing in braces is " + ACCOUNT);
    }
    if (text.contains("\\" + ACCOUNT) || text.contains("\"")) {
      throw new IllegalArgumentException(
          "a backslash before " + ACCOUNT + " and quotation marks are not allowed");
    }
    checkName(text.replace(ACCOUNT, "x"));
  }

  /**
   * The subject of one account.
   *
   * @param account a label
   * @return RFC 4514
   * @throws IllegalArgumentException if it makes no distinguished name
   */
  public String of(String account) {
    String name = text.replace(ACCOUNT, escaped(account));
    checkName(name);
    return name;
  }

  private static void checkName(String name) {
    try {
      if (new X500Principal(name).getEncoded().length > 2) {
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no distinguished name as CN={account},O=Example", e);
    }
    throw new IllegalArgumentException("an empty distinguished name");
  }

  private static String escaped(String account) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < account.length(); i++) {
      char character = account.charAt(i);
      if (character < 0x20 || character == 0x7f) {
        escaped.append(String.format(Locale.ROOT, "\\%02x", (int) character));
      } else if (SPECIAL.indexOf(character) >= 0) {
        escaped.append('\\').append(character);
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }
}
