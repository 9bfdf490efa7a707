package dev.skep.se.pcsc.applet;

import javacard.framework.Util;
import javacard.security.MessageDigest;

/** The algorithms of a card and the buffers that they share: each is there once. */
final class Engines {
  /** Bytes of SHA-256. */
  static final short SHA = 32;

  final MessageDigest sha = MessageDigest.getInstance(MessageDigest.ALG_SHA_256, false);

  /** For whatever is done at once. */
  final Hmac hmac = new Hmac();

  /** For a second MAC that runs at the same time. */
  final Hmac secondHmac = new Hmac();

  final HealthTestedRandom random = new HealthTestedRandom();
  final KeyDerivation kdf = new KeyDerivation(hmac);
  final RawRsa rawRsa = new RawRsa();
  final RsaPublicKeys rsaKeys = new RsaPublicKeys();
  final Spki spki = new Spki();
  final Cbor cbor = new Cbor();
  final Signatures signatures = new Signatures(this);
  final Transport transport = new Transport(this);

  private final byte[] length = Memory.bytes((short) 4);

  /** Adds LP(part) to the running digest. */
  void shaPart(byte[] part, short offset, short bytes) {
    Util.setShort(length, (short) 2, bytes);
    sha.update(length, (short) 0, (short) 4);
    sha.update(part, offset, bytes);
  }

  /** Adds LP(text) to the running digest. */
  void shaPart(byte[] text) {
    shaPart(text, (short) 0, (short) text.length);
  }

  /** Ends the running digest. */
  void shaFinal(byte[] out, short offset) {
    sha.doFinal(length, (short) 0, (short) 0, out, offset);
  }

  /** Adds the length in LP(part) to a running MAC. */
  void macLength(Hmac mac, short bytes) {
    Util.setShort(length, (short) 2, bytes);
    mac.update(length, (short) 0, (short) 4);
  }

  /** Adds LP(part) to a running MAC. */
  void macPart(Hmac mac, byte[] part, short offset, short bytes) {
    macLength(mac, bytes);
    mac.update(part, offset, bytes);
  }
}
