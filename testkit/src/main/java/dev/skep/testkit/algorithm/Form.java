package dev.skep.testkit.algorithm;

import dev.skep.api.Bytes;

/**
 * The form of a SubjectPublicKeyInfo: all before the bytes of the key itself.
 *
 * @param algorithm the AlgorithmIdentifier
 * @param length the length of the whole form: both headers, the AlgorithmIdentifier and the number
 *     of unused bits
 */
record Form(Bytes algorithm, int length) {
  /**
   * Reads it, as far as it goes.
   *
   * @throws AssertionError if it is none
   */
  static Form of(Bytes spki) {
    try {
      int start = header(spki, 0);
      int key = end(spki, start);
      return new Form(spki.slice(start, key - start), header(spki, key) + 1);
    } catch (IndexOutOfBoundsException e) {
      throw new AssertionError("the public key does not encode as SPKI", e);
    }
  }

  /** Where the content of an element begins. */
  private static int header(Bytes der, int at) {
    int first = der.at(at + 1);
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  /** Where an element ends. */
  private static int end(Bytes der, int at) {
    int content = header(der, at);
    int length = 0;
    for (int i = content == at + 2 ? at + 1 : at + 2; i < content; i++) {
      length = length << 8 | der.at(i);
    }
    return content + length;
  }
}
