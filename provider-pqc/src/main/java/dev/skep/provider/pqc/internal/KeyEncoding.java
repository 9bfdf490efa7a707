package dev.skep.provider.pqc.internal;

import dev.skep.api.der.DerReader;
import dev.skep.api.der.MalformedDerException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How keys of one parameter set are encoded. A public key has exactly one accepted
 * SubjectPublicKeyInfo: a fixed prefix, then the fixed-length key, so that any other DER and any
 * other algorithm is refused by one comparison. A private key is its seed (RFC 9935 section 6, RFC
 * 9881 section 6). Immutable.
 *
 * @param name for messages
 * @param algorithm content of the AlgorithmIdentifier, which has no parameters
 * @param publicBytes length of the public key
 * @param seedBytes length of the seed
 * @param form how the seed stands in a PrivateKeyInfo
 */
record KeyEncoding(String name, byte[] algorithm, int publicBytes, int seedBytes, Form form) {
  private static final byte[] VERSION_1 = {0};
  private static final byte[] VERSION_2 = {1};
  private static final int ATTRIBUTES = 0xa0;
  private static final int PUBLIC_KEY = 0x81;
  private static final int SEED = 0x80;

  /** How the seed stands in a PrivateKeyInfo. */
  enum Form {
    /** As the octets themselves. */
    BARE,
    /** As the choice {@code seed} or {@code both} of RFC 9935 and RFC 9881. */
    CHOICE
  }

  /**
   * What a PrivateKeyInfo holds. Secret; whoever asked for it erases it.
   *
   * @param seed from which the key is made
   * @param expanded the key made of it, as the sender did; empty where it is left out
   */
  record PrivateParts(byte[] seed, byte[] expanded) implements AutoCloseable {
    @Override
    public void close() {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(expanded, (byte) 0);
    }
  }

  /** An encoding whose algorithm has this object identifier, in hexadecimal DER. */
  static KeyEncoding of(
      String name, String objectIdentifier, int publicBytes, int seedBytes, Form form) {
    byte[] algorithm = HexFormat.of().parseHex(objectIdentifier);
    return new KeyEncoding(name, algorithm, publicBytes, seedBytes, form);
  }

  /**
   * Takes the public key out of the only SPKI that is accepted; does not check its value.
   *
   * @throws InvalidKeyException if the SPKI is not the one encoding of such a key
   */
  byte[] publicKeyIn(byte[] spki) throws InvalidKeyException {
    byte[] prefix = spkiPrefix();
    if (spki.length != prefix.length + publicBytes
        || !Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length)) {
      throw new InvalidKeyException(
          "not the DER encoding of a SubjectPublicKeyInfo with a key of " + name);
    }
    return Arrays.copyOfRange(spki, prefix.length, spki.length);
  }

  /** The SPKI of a public key. */
  byte[] subjectPublicKeyInfo(byte[] publicKey) {
    return join(spkiPrefix(), publicKey);
  }

  /**
   * The shortest PrivateKeyInfo of a seed.
   *
   * @return secret; the caller zeroes it
   */
  byte[] privateKeyInfo(byte[] seed) {
    int choice = form == Form.CHOICE ? 2 : 0;
    byte[] start = {0x30, (byte) (7 + algorithm.length + choice + seedBytes), 2, 1, 0, 0x30};
    byte[] octets = {DerReader.OCTET_STRING, (byte) (choice + seedBytes)};
    byte[] tagged = form == Form.CHOICE ? new byte[] {(byte) SEED, (byte) seedBytes} : new byte[0];
    byte[] identifier = join(new byte[] {(byte) algorithm.length}, algorithm);
    return join(start, identifier, octets, tagged, seed);
  }

  /**
   * Reads any valid PrivateKeyInfo (RFC 5958) with a seed. A public key inside is neither believed
   * nor kept.
   *
   * @param pkcs8 read, not kept
   * @throws InvalidKeyException if it is malformed, of another algorithm, or without a seed
   */
  PrivateParts privatePartsIn(byte[] pkcs8) throws InvalidKeyException {
    byte[] inner = {};
    try {
      DerReader whole = new DerReader(pkcs8);
      DerReader info = whole.enter(DerReader.SEQUENCE);
      whole.end();
      inner = privateKeyIn(info);
      PrivateParts parts = form == Form.BARE ? bare(inner) : choice(inner);
      if (parts.seed().length != seedBytes) {
        parts.close();
        throw new InvalidKeyException(name + " private key: wrong length of the seed");
      }
      return parts;
    } catch (MalformedDerException e) {
      throw new InvalidKeyException(name + " private key: malformed PKCS#8", e);
    } finally {
      Arrays.fill(inner, (byte) 0);
    }
  }

  private static PrivateParts bare(byte[] inner) {
    return new PrivateParts(inner.clone(), new byte[0]);
  }

  private PrivateParts choice(byte[] inner) throws MalformedDerException, InvalidKeyException {
    DerReader key = new DerReader(inner);
    if (key.nextIs(SEED)) {
      byte[] seed = key.value(SEED);
      key.end();
      return new PrivateParts(seed, new byte[0]);
    }
    if (key.nextIs(DerReader.OCTET_STRING)) {
      throw new InvalidKeyException(
          name + " private key: it lacks its seed, without which it cannot be checked");
    }
    DerReader both = key.enter(DerReader.SEQUENCE);
    key.end();
    byte[] seed = both.value(DerReader.OCTET_STRING);
    byte[] expanded = both.value(DerReader.OCTET_STRING);
    both.end();
    return new PrivateParts(seed, expanded);
  }

  private byte[] privateKeyIn(DerReader info) throws MalformedDerException, InvalidKeyException {
    byte[] version = info.value(DerReader.INTEGER);
    if (!Arrays.equals(version, VERSION_1) && !Arrays.equals(version, VERSION_2)) {
      throw new MalformedDerException("an unknown version");
    }
    if (!info.contains(DerReader.SEQUENCE, algorithm)) {
      throw new InvalidKeyException("not a private key of " + name);
    }
    byte[] inner = info.value(DerReader.OCTET_STRING);
    if (info.nextIs(ATTRIBUTES)) {
      info.enter(ATTRIBUTES);
    }
    if (info.nextIs(PUBLIC_KEY)) {
      info.enter(PUBLIC_KEY);
    }
    info.end();
    return inner;
  }

  private byte[] spkiPrefix() {
    int bits = publicBytes + 1;
    int content = 2 + algorithm.length + 4 + bits;
    byte[] start = {0x30, (byte) 0x82, (byte) (content >>> 8), (byte) content, 0x30};
    byte[] length = {(byte) algorithm.length};
    byte[] string = {0x03, (byte) 0x82, (byte) (bits >>> 8), (byte) bits, 0};
    return join(start, length, algorithm, string);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }
}
