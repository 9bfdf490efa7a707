package dev.skep.se.pcsc.applet;

import javacard.framework.Util;

/** A place for one chain, stored as it is read: LP2(certificate)… leaf first. */
final class Certificates {
  private final byte[] chain;
  private short length;
  private byte state;

  Certificates(short size) {
    chain = new byte[size];
  }

  byte state() {
    return state;
  }

  void state(byte next) {
    state = next;
  }

  byte[] chain() {
    return chain;
  }

  short length() {
    return length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Empties it, and frees it last. */
  void clear() {
    length = 0;
    state = Slot.FREE;
  }

  /** Whether there was room for one more certificate, which was added. */
  boolean add(byte[] buffer, short offset, short bytes) {
    if ((short) (chain.length - length) < (short) (bytes + 2)) {
      return false;
    }
    Util.arrayCopyNonAtomic(buffer, offset, chain, (short) (length + 2), bytes);
    Util.setShort(chain, length, bytes);
    length += (short) (bytes + 2);
    return true;
  }

  short leafLength() {
    return Util.getShort(chain, (short) 0);
  }

  /** Whether the leaf is an X.509 certificate for a key, given as SPKI in DER. */
  boolean isFor(byte[] buffer, short spki, short spkiLength) {
    return length > 0
        && CertificateReader.isFor(chain, (short) 2, leafLength(), buffer, spki, spkiLength);
  }
}
