package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** The names, labels and tags of the protocol, in ASCII. A card knows no strings. */
final class Text {
  /** First part of TH (T-1). */
  static final byte[] PROTOCOL = {'S', 'K', 'E', 'P', '/', '1'};

  /** Before TH and CK in what is attested (T-3), with its zero byte. */
  static final byte[] ATTESTATION = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'a', 't', 't', 'e', 's', 't', 'a', 't', 'i', 'o', 'n', 0
  };

  /** Before a statement in what is attested (KA-2), with its zero byte. */
  static final byte[] KEY_ATTESTATION = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'k', 'e', 'y', ' ', 'a', 't', 't', 'e', 's', 't', 'a', 't',
    'i', 'o', 'n', 0
  };

  /** Before what the management key signs (D-11), with its zero byte. */
  static final byte[] KEY_MANAGEMENT = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'k', 'e', 'y', ' ', 'm', 'a', 'n', 'a', 'g', 'e', 'm', 'e',
    'n', 't', 0
  };

  /** Before outside data, with its zero byte. */
  static final byte[] EXTERNAL_DATA = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'e', 'x', 't', 'e', 'r', 'n', 'a', 'l', ' ', 'd', 'a', 't',
    'a', 0
  };

  /** First part of a domain without management key (D-4). */
  static final byte[] SERVER_KEY = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 's', 'e', 'r', 'v', 'e', 'r', ' ', 'k', 'e', 'y'
  };

  /** Label of CK (T-2). */
  static final byte[] CONFIRM = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'c', 'o', 'n', 'f', 'i', 'r', 'm'
  };

  /** Label of a traffic key (K-4). */
  static final byte[] SERVER_TO_SE = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 's', 'e', 'r', 'v', 'e', 'r', ' ', 't', 'o', ' ', 's', 'e'
  };

  /** Label of a traffic key (K-4). */
  static final byte[] SE_TO_SERVER = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 's', 'e', ' ', 't', 'o', ' ', 's', 'e', 'r', 'v', 'e', 'r'
  };

  /** Label of the external key (K-4). */
  static final byte[] EXTERNAL = {
    'S', 'K', 'E', 'P', '/', '1', ' ', 'e', 'x', 't', 'e', 'r', 'n', 'a', 'l'
  };

  /** Transport. */
  static final byte[] RSA_OAEP_256 = {'R', 'S', 'A', '-', 'O', 'A', 'E', 'P', '-', '2', '5', '6'};

  /** Transport. */
  static final byte[] DHKEM_P256 = {
    'D', 'H', 'K', 'E', 'M', '-', 'P', '2', '5', '6', '-', 'H', 'K', 'D', 'F', '-', 'S', 'H', 'A',
    '2', '5', '6'
  };

  /** Attestation scheme. */
  static final byte[] ES256 = {'E', 'S', '2', '5', '6'};

  /** Attestation scheme. */
  static final byte[] RS256 = {'R', 'S', '2', '5', '6'};

  /** Attestation scheme. */
  static final byte[] RS256_DIAS = {'R', 'S', '2', '5', '6', '-', 'D', 'I', 'A', 'S'};

  /** Key derivation. */
  static final byte[] HKDF_SHA256 = {'H', 'K', 'D', 'F', '-', 'S', 'H', 'A', '2', '5', '6'};

  /** Key derivation. */
  static final byte[] KBKDF_CMAC = {
    'K', 'B', 'K', 'D', 'F', '-', 'C', 'M', 'A', 'C', '-', 'A', 'E', 'S', '2', '5', '6'
  };

  /** Cipher. */
  static final byte[] A128CBC_HS256 = {
    'A', '1', '2', '8', 'C', 'B', 'C', '-', 'H', 'S', '2', '5', '6'
  };

  /** Operation. */
  static final byte[] KEY_GENERATED = {
    'k', 'e', 'y', '.', 'g', 'e', 'n', 'e', 'r', 'a', 't', 'e', 'd'
  };

  /** Operation. */
  static final byte[] PUK_DEFINE = {'p', 'u', 'k', '.', 'd', 'e', 'f', 'i', 'n', 'e'};

  /** Operation. */
  static final byte[] PIN_DEFINE = {'p', 'i', 'n', '.', 'd', 'e', 'f', 'i', 'n', 'e'};

  /** Operation. */
  static final byte[] SECRET_IMPORT = {
    's', 'e', 'c', 'r', 'e', 't', '.', 'i', 'm', 'p', 'o', 'r', 't'
  };

  /** Operation. */
  static final byte[] CERTIFICATE_INSTALL = {
    'c', 'e', 'r', 't', 'i', 'f', 'i', 'c', 'a', 't', 'e', '.', 'i', 'n', 's', 't', 'a', 'l', 'l'
  };

  /** Operation. */
  static final byte[] PIN_UNBLOCK = {'p', 'i', 'n', '.', 'u', 'n', 'b', 'l', 'o', 'c', 'k'};

  /** Operation. */
  static final byte[] OBJECT_DELETE = {
    'o', 'b', 'j', 'e', 'c', 't', '.', 'd', 'e', 'l', 'e', 't', 'e'
  };

  /** Operation. */
  static final byte[] COMMIT = {'c', 'o', 'm', 'm', 'i', 't'};

  /** Operation. */
  static final byte[] COMMITTED = {'c', 'o', 'm', 'm', 'i', 't', 't', 'e', 'd'};

  /** Operation. */
  static final byte[] DATA_MAC = {'d', 'a', 't', 'a', '.', 'm', 'a', 'c'};

  /** Type of a secret. */
  static final byte[] HS256 = {'H', 'S', '2', '5', '6'};

  /** Type of a secret. */
  static final byte[] OPAQUE = {'o', 'p', 'a', 'q', 'u', 'e'};

  /** "HPKE-v1" and the KEM's suite_id (RFC 9180 section 4). */
  static final byte[] HPKE_KEM_P256 = {
    'H', 'P', 'K', 'E', '-', 'v', '1', 'K', 'E', 'M', 0x00, 0x10
  };

  /** Label (RFC 9180 section 4.1). */
  static final byte[] EAE_PRK = {'e', 'a', 'e', '_', 'p', 'r', 'k'};

  /** Label (RFC 9180 section 4.1). */
  static final byte[] SHARED_SECRET = {
    's', 'h', 'a', 'r', 'e', 'd', '_', 's', 'e', 'c', 'r', 'e', 't'
  };

  /** What marks a DIAS padding. */
  static final byte[] DIAS = {'D', 'I', 'A', 'S'};

  /** What separates a direction's label from its key's: the prefix "SKEP/1 " is left out. */
  static final short PREFIX = 7;

  private Text() {}

  /** Whether some bytes are this text. */
  static boolean is(byte[] text, byte[] buffer, short offset, short length) {
    return length == (short) text.length
        && Util.arrayCompare(text, (short) 0, buffer, offset, length) == 0;
  }
}
