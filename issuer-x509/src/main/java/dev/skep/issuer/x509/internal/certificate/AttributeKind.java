package dev.skep.issuer.x509.internal.certificate;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** The attributes that a name may have, each with its upper bound (RFC 5280 appendix A.1). */
enum AttributeKind {
  COMMON_NAME(BCStyle.CN, 64, Text.UTF8, "CN"),
  SURNAME(BCStyle.SURNAME, 64, Text.UTF8, "SN", "SURNAME"),
  GIVEN_NAME(BCStyle.GIVENNAME, 64, Text.UTF8, "GN", "GIVENNAME"),
  SERIAL_NUMBER(BCStyle.SERIALNUMBER, 64, Text.PRINTABLE, "SERIALNUMBER"),
  TITLE(BCStyle.T, 64, Text.UTF8, "TITLE"),
  ORGANIZATION(BCStyle.O, 64, Text.UTF8, "O"),
  ORGANIZATIONAL_UNIT(BCStyle.OU, 64, Text.UTF8, "OU"),
  ORGANIZATION_IDENTIFIER(BCStyle.ORGANIZATION_IDENTIFIER, 64, Text.UTF8, "ORGANIZATIONIDENTIFIER"),
  STREET(BCStyle.STREET, 128, Text.UTF8, "STREET"),
  LOCALITY(BCStyle.L, 128, Text.UTF8, "L"),
  STATE(BCStyle.ST, 128, Text.UTF8, "ST"),
  COUNTRY(BCStyle.C, 2, Text.PRINTABLE, "C"),
  DOMAIN_COMPONENT(BCStyle.DC, 63, Text.IA5, "DC"),
  USER_ID(BCStyle.UID, 256, Text.UTF8, "UID"),
  EMAIL_ADDRESS(BCStyle.E, 255, Text.IA5, "EMAILADDRESS", "E");

  private final ASN1ObjectIdentifier type;
  private final int longest;
  private final Text text;
  private final String[] names;

  AttributeKind(ASN1ObjectIdentifier type, int longest, Text text, String... names) {
    this.type = type;
    this.longest = longest;
    this.text = text;
    this.names = names;
  }

  private enum Text {
    UTF8,
    PRINTABLE,
    IA5
  }

  /** The attribute of a name in any case, or of an OID with dots. */
  static Optional<AttributeKind> named(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(
            kind -> Arrays.asList(kind.names).contains(upper) || kind.type.getId().equals(upper))
        .findFirst();
  }

  ASN1ObjectIdentifier type() {
    return type;
  }

  /** The value as it stands in a certificate; empty if this attribute cannot have it. */
  Optional<ASN1Encodable> encode(String value) {
    if (value.codePointCount(0, value.length()) > longest) {
      return Optional.empty();
    }
    return switch (text) {
      case UTF8 -> Optional.of(new DERUTF8String(value));
      case PRINTABLE ->
          DERPrintableString.isPrintableString(value) && (this != COUNTRY || value.length() == 2)
              ? Optional.of(new DERPrintableString(value))
              : Optional.empty();
      case IA5 ->
          DERIA5String.isIA5String(value) ? Optional.of(new DERIA5String(value)) : Optional.empty();
    };
  }
}
