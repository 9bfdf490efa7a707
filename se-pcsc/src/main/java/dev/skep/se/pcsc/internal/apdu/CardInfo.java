package dev.skep.se.pcsc.internal.apdu;

import dev.skep.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a card says of itself.
 *
 * @param state of its life
 * @param attestation its scheme; empty while it has no key
 * @param transports the key transports that it has
 * @param attestations the schemes that it can make
 * @param kdfs its key derivation functions
 * @param maximumData the longest data of a command that it takes, in bytes
 * @param serial 8 bytes
 */
public record CardInfo(
    State state,
    Optional<String> attestation,
    List<String> transports,
    List<String> attestations,
    List<String> kdfs,
    int maximumData,
    Bytes serial) {
  /** The one cipher. */
  public static final String CIPHER = "A128CBC-HS256";

  /** The scheme of the ids: {@code pcsc:} and the serial number in hexadecimal digits. */
  public static final String SCHEME = "pcsc";

  private static final int VERSION = 1;
  private static final int SERIAL_BYTES = 8;
  private static final List<String> TRANSPORTS = List.of("RSA-OAEP-256", "DHKEM-P256-HKDF-SHA256");
  private static final List<String> ATTESTATIONS = List.of("ES256", "RS256", "RS256-DIAS");
  private static final List<String> KDFS = List.of("HKDF-SHA256", "KBKDF-CMAC-AES256");

  /** The states of a card's life. */
  public enum State {
    /** Without a key. */
    BLANK,
    /** With a key that has no certificate. */
    KEY_MADE,
    /** For good. */
    PERSONALIZED,
    /** Out of order. */
    STOPPED
  }

  /** Copies the lists. */
  public CardInfo {
    transports = List.copyOf(transports);
    attestations = List.copyOf(attestations);
    kdfs = List.copyOf(kdfs);
  }

  /**
   * Reads the answer to SELECT or GET INFO.
   *
   * @throws MalformedAnswerException if it is none, or of another version
   */
  public static CardInfo read(Answer answer) throws MalformedAnswerException {
    AnswerReader in = answer.reader();
    int version = in.number(1);
    int state = in.number(1);
    if (version != VERSION || state >= State.values().length) {
      throw new MalformedAnswerException("version " + version + " of the applet is not known");
    }
    int attestation = in.number(1);
    List<String> transports = names(TRANSPORTS, in.number(1));
    List<String> attestations = names(ATTESTATIONS, in.number(1));
    List<String> kdfs = names(KDFS, in.number(1));
    int maximumData = in.number(2);
    in.bytes(1 + 1 + 2); // slots and RSA bits: the card itself refuses what is too much
    Bytes serial = in.bytes(SERIAL_BYTES);
    in.end();
    return new CardInfo(
        State.values()[state],
        attestation == 0 ? Optional.empty() : Optional.of(name(ATTESTATIONS, attestation)),
        transports,
        attestations,
        kdfs,
        maximumData,
        serial);
  }

  private static List<String> names(List<String> all, int set) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if ((set >> i & 1) != 0) {
        names.add(all.get(i));
      }
    }
    return names;
  }

  private static String name(List<String> all, int code) throws MalformedAnswerException {
    if (code > all.size()) {
      throw new MalformedAnswerException("an unknown algorithm");
    }
    return all.get(code - 1);
  }

  /** The code of a key transport; 0 if there is none for it. */
  public static int transportCode(String name) {
    return TRANSPORTS.indexOf(name) + 1;
  }

  /** The code of an attestation scheme; 0 if there is none for it. */
  public static int attestationCode(String name) {
    return ATTESTATIONS.indexOf(name) + 1;
  }

  /** The code of a key derivation function; 0 if there is none for it. */
  public static int kdfCode(String name) {
    return KDFS.indexOf(name) + 1;
  }

  /** Its id in this container. */
  public String id() {
    return SCHEME + ":" + serial.toHex();
  }

  /** Whether it can attest. */
  public boolean personalized() {
    return state == State.PERSONALIZED;
  }
}
