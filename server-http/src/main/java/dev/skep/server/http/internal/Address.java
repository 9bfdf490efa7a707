package dev.skep.server.http.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IP address. IPv4 that is written as IPv6 is IPv4.
 *
 * @param inet without a name and a scope
 */
record Address(InetAddress inet) {
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 =
      Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);

  /** At least two colons, so that {@link InetAddress} never takes it for a name to look up. */
  private static final Pattern IPV6 =
      Pattern.compile("([0-9a-fA-F]{0,4}:){2,7}([0-9a-fA-F]{0,4}|" + IPV4.pattern() + ")");

  private static final int IPV6_BYTES = 16;
  private static final int NETWORK_BYTES = 8;

  /**
   * Reads a literal; looks no name up.
   *
   * @param literal as in {@code 192.0.2.1}, {@code 2001:db8::1} or {@code fe80::1%eth0}
   * @return empty if it is none
   */
  static Optional<Address> parse(String literal) {
    int scope = literal.indexOf('%');
    String text = scope < 0 ? literal : literal.substring(0, scope);
    Matcher four = IPV4.matcher(text);
    try {
      if (four.matches()) {
        byte[] bytes = new byte[four.groupCount()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) Integer.parseInt(four.group(i + 1));
        }
        return Optional.of(new Address(InetAddress.getByAddress(bytes)));
      }
      return IPV6.matcher(text).matches()
          ? Optional.of(new Address(InetAddress.getByName(text)))
          : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether it is this machine's own. */
  boolean isLoopback() {
    return inet.isLoopbackAddress();
  }

  /**
   * What is counted as one client: the address, but of IPv6 the network of the first 64 bits, in
   * which a client takes whatever address it likes. On a link without a router these bits are the
   * same for all.
   */
  Address client() {
    if (!(inet instanceof Inet6Address) || inet.isLinkLocalAddress()) {
      return this;
    }
    byte[] network = Arrays.copyOf(Arrays.copyOf(inet.getAddress(), NETWORK_BYTES), IPV6_BYTES);
    try {
      return new Address(InetAddress.getByAddress(network));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  /** The address as digits. */
  String text() {
    return inet.getHostAddress();
  }
}
