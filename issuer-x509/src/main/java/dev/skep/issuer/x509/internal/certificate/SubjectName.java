package dev.skep.issuer.x509.internal.certificate;

import dev.skep.api.issuer.IssuanceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Reads a distinguished name in the form of RFC 4514, strictly. Not thread-safe.
 *
 * <p>Libraries read more than the RFC has: quoted values, semicolons, raw DER after {@code #}.
 * Wherever a name is put together from texts, each of these is a way to smuggle an attribute in, so
 * they are refused here; so are characters that do not show or end a line, even escaped.
 */
public final class SubjectName {
  private static final int LONGEST = 2048;
  private static final int MOST_RDNS = 16;
  private static final Pattern TYPE =
      Pattern.compile(" *([A-Za-z][A-Za-z0-9-]*|[0-2](?:\\.(?:0|[1-9][0-9]*))+) *= *");

  private final String text;
  private int at;

  private SubjectName(String text) {
    this.text = text;
  }

  /**
   * Reads a name.
   *
   * @return in the order of X.500, which is the reverse of the text's
   * @throws IssuanceException if it is empty or not well-formed; the message says where and why,
   *     and quotes nothing of it
   */
  public static X500Name parse(String text) throws IssuanceException {
    if (text.isBlank()) {
      throw new IssuanceException("the subject is empty");
    }
    if (text.length() > LONGEST) {
      throw new IssuanceException("the subject is longer than " + LONGEST + " characters");
    }
    return new SubjectName(text).name();
  }

  private X500Name name() throws IssuanceException {
    List<RDN> rdns = new ArrayList<>();
    do {
      rdns.add(rdn());
      if (rdns.size() > MOST_RDNS) {
        throw refused("it has more than " + MOST_RDNS + " parts");
      }
    } while (took(','));
    Collections.reverse(rdns);
    return new X500Name(rdns.toArray(RDN[]::new));
  }

  private RDN rdn() throws IssuanceException {
    List<AttributeTypeAndValue> attributes = new ArrayList<>();
    Set<AttributeKind> kinds = new HashSet<>();
    do {
      Matcher type = TYPE.matcher(text).region(at, text.length());
      if (!type.lookingAt()) {
        throw refused("here must be a type and '='");
      }
      AttributeKind kind =
          AttributeKind.named(type.group(1))
              .orElseThrow(() -> refused("the type that begins here is none that names have"));
      if (!kinds.add(kind)) {
        throw refused("the type that begins here is there twice");
      }
      at = type.end();
      int start = at;
      String value = new AttributeValue().read();
      attributes.add(
          new AttributeTypeAndValue(
              kind.type(),
              kind.encode(value)
                  .orElseThrow(
                      () ->
                          refusedAt(
                              start,
                              "the value that begins here is too long for its type or has"
                                  + " characters that the type does not allow"))));
    } while (took('+'));
    return new RDN(attributes.toArray(AttributeTypeAndValue[]::new));
  }

  private boolean took(char separator) {
    if (at < text.length() && text.charAt(at) == separator) {
      at++;
      return true;
    }
    return false;
  }

  private IssuanceException refused(String reason) {
    return refusedAt(at, reason);
  }

  private static IssuanceException refusedAt(int position, String reason) {
    return new IssuanceException(
        "the subject is not well-formed at character " + (position + 1) + ": " + reason);
  }

  /** Reads one value up to the separator that ends it. */
  private final class AttributeValue {
    private final ByteBuffer utf8 = ByteBuffer.allocate(3 * (text.length() - at));

    /** Where trailing blanks that are not escaped begin. */
    private int end;

    String read() throws IssuanceException {
      int start = at;
      if (at < text.length() && text.charAt(at) == '#') {
        throw refused("a value in hexadecimal is not taken: write it as text, or escape the '#'");
      }
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '+') {
        char next = text.charAt(at);
        if (next == '\\') {
          escaped();
        } else if (next == '"' || next == ';' || next == '<' || next == '>') {
          throw refused("this character must be escaped with '\\'");
        } else {
          plain();
        }
      }
      return checked(start);
    }

    private void plain() throws IssuanceException {
      int character = text.codePointAt(at);
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw refused("this is half a character");
      }
      utf8.put(Character.toString(character).getBytes(StandardCharsets.UTF_8));
      at += Character.charCount(character);
      if (character != ' ') {
        end = utf8.position();
      }
    }

    private void escaped() throws IssuanceException {
      char next = at + 1 < text.length() ? text.charAt(at + 1) : '\0';
      if (" \"#+,;<=>\\".indexOf(next) >= 0) {
        utf8.put((byte) next);
        at += 2;
      } else if (at + 2 < text.length() && isHex(next) && isHex(text.charAt(at + 2))) {
        utf8.put((byte) Integer.parseInt(text, at + 1, at + 3, 16));
        at += 3;
      } else {
        throw refused("after '\\' come two hexadecimal digits or a special character");
      }
      end = utf8.position();
    }

    private String checked(int start) throws IssuanceException {
      String value;
      try {
        value = StandardCharsets.UTF_8.newDecoder().decode(utf8.flip().limit(end)).toString();
      } catch (CharacterCodingException e) {
        throw refusedAt(start, "the value that begins here is not UTF-8");
      }
      if (value.isEmpty()) {
        throw refusedAt(start, "the value that begins here is empty");
      }
      if (!value.codePoints().allMatch(AttributeValue::isVisible)) {
        throw refusedAt(start, "the value that begins here has characters that do not show");
      }
      return value;
    }

    private static boolean isHex(char digit) {
      return digit < 0x80 && Character.digit(digit, 16) >= 0;
    }

    private static boolean isVisible(int character) {
      return switch (Character.getType(character)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            false;
        default -> true;
      };
    }
  }
}
