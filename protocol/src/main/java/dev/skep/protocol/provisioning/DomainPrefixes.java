package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.se.ObjectName;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the domains of one SE's objects are called in an {@link ObjectName}: by as many hexadecimal
 * digits as it takes to tell each from the others, and by at least eight.
 */
public final class DomainPrefixes {
  private static final int SHORTEST = 8;

  private final Map<String, String> prefixes = new HashMap<>();

  /**
   * Compares domains.
   *
   * @param domains of all objects, in any order, with repetitions
   */
  public DomainPrefixes(Collection<Bytes> domains) {
    SortedSet<String> sorted = new TreeSet<>();
    domains.forEach(domain -> sorted.add(domain.toHex()));
    String previous = "";
    for (String domain : sorted) {
      shorten(domain, previous);
      if (!previous.isEmpty()) {
        shorten(previous, domain);
      }
      previous = domain;
    }
  }

  /** Makes a domain's prefix long enough to differ from a neighbour's. */
  private void shorten(String domain, String neighbour) {
    int same = 0;
    while (same < neighbour.length() && domain.charAt(same) == neighbour.charAt(same)) {
      same++;
    }
    int known = prefixes.getOrDefault(domain, "").length();
    prefixes.put(domain, domain.substring(0, Math.max(known, Math.max(SHORTEST, same + 1))));
  }

  /** The name of an object in a domain, one of those that were compared. */
  public ObjectName name(Bytes domain, String id) {
    return new ObjectName(prefixes.getOrDefault(domain.toHex(), domain.toHex()), id);
  }

  /** Whether an object can be meant by a name; it is if no other one can. */
  public static boolean fits(ObjectName name, Bytes domain, String id) {
    return id.equals(name.id()) && domain.toHex().startsWith(name.domain());
  }
}
