package dev.skep.server.http.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Proxies that are believed when they say for whom they ask, and in which header they say it.
 *
 * <p>A client can send such a header itself. So only one header is read, the one that the proxies
 * write, only from a peer that is one of them, and from its end: what a trusted proxy has added is
 * there, and what a client made up is before it.
 *
 * @param blocks their addresses
 * @param header {@link #FORWARDED} or {@link #X_FORWARDED_FOR}
 */
record TrustedProxies(List<AddressBlock> blocks, String header) {
  /** The header of RFC 7239. */
  static final String FORWARDED = "Forwarded";

  /** The header that most proxies write. */
  static final String X_FORWARDED_FOR = "X-Forwarded-For";

  /** None at all. */
  static final TrustedProxies NONE = new TrustedProxies(List.of(), X_FORWARDED_FOR);

  private static final Pattern FOR =
      Pattern.compile("(?:^|.*;)\\s*for=(\"[^\"]*\"|[^\";]*)(?:;.*|$)", Pattern.CASE_INSENSITIVE);

  /** An address, with or without a port and brackets. */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\]]*)](?::[0-9]+)?|([0-9.]+)(?::[0-9]+)?|([0-9a-fA-F:.]+)");

  /** Copies the list. */
  TrustedProxies {
    blocks = List.copyOf(blocks);
  }

  /**
   * Takes settings over.
   *
   * @throws IllegalArgumentException if one is wrong; the message names it
   */
  static TrustedProxies of(String[] addresses, String header) {
    List<AddressBlock> blocks = new ArrayList<>();
    for (String address : addresses) {
      // What tools for configurations make of an empty list.
      if (address.isBlank()) {
        continue;
      }
      blocks.add(
          AddressBlock.parse(address.strip())
              .orElseThrow(
                  () ->
                      wrong(
                          "trusted.proxies must be addresses or blocks as 10.0.0.0/8, not "
                              + address)));
    }
    for (String known : List.of(FORWARDED, X_FORWARDED_FOR)) {
      if (known.equalsIgnoreCase(header.strip())) {
        return new TrustedProxies(blocks, known);
      }
    }
    throw wrong(
        "forwarded.header must be " + X_FORWARDED_FOR + " or " + FORWARDED + ", not " + header);
  }

  /**
   * Who asks: what the nearest proxy says that is not itself trusted, else the peer of the
   * connection.
   *
   * @return empty if the connection has no IP address
   */
  Optional<Address> client(HttpServletRequest request) {
    @Nullable String remote = request.getRemoteAddr();
    Optional<Address> peer = remote == null ? Optional.empty() : Address.parse(remote);
    if (peer.isEmpty() || !trusts(peer.get())) {
      return peer;
    }
    Address client = peer.get();
    List<String> hops = hops(request);
    for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
      Optional<Address> hop = address(hops.get(i));
      if (hop.isEmpty()) {
        break;
      }
      client = hop.get();
    }
    return Optional.of(client);
  }

  private boolean trusts(Address address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  private List<String> hops(HttpServletRequest request) {
    List<String> hops = new ArrayList<>();
    for (String value : Collections.list(request.getHeaders(header))) {
      hops.addAll(List.of(value.split(",", -1)));
    }
    return hops;
  }

  private Optional<Address> address(String hop) {
    String node = hop.strip();
    if (header.equals(FORWARDED)) {
      Matcher named = FOR.matcher(node);
      if (!named.matches()) {
        return Optional.empty();
      }
      node = named.group(1).replace("\"", "").strip();
    }
    Matcher parts = NODE.matcher(node.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return Optional.empty();
    }
    for (int group = 1; group <= parts.groupCount(); group++) {
      if (parts.group(group) != null) {
        return Address.parse(parts.group(group));
      }
    }
    return Optional.empty();
  }

  private static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        HttpBindingConfiguration.PID + ": " + what + "; correct it in the configuration");
  }
}
