package dev.skep.server.http.internal;

import java.util.Optional;

/**
 * A block of IP addresses in the notation of RFC 4632 and RFC 4291.
 *
 * @param first any address of it
 * @param prefixBits how many bits all of its addresses have in common
 */
record AddressBlock(Address first, int prefixBits) {
  /**
   * Reads a block.
   *
   * @param text as in {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address
   * @return empty if it is none
   */
  static Optional<AddressBlock> parse(String text) {
    String[] parts = text.split("/", 2);
    Optional<Address> first = Address.parse(parts[0]);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    int bits = Byte.SIZE * first.get().inet().getAddress().length;
    if (parts.length == 1) {
      return Optional.of(new AddressBlock(first.get(), bits));
    }
    if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > bits) {
      return Optional.empty();
    }
    return Optional.of(new AddressBlock(first.get(), Integer.parseInt(parts[1])));
  }

  /** Whether an address is in it. */
  boolean contains(Address address) {
    byte[] mine = first.inet().getAddress();
    byte[] other = address.inet().getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
