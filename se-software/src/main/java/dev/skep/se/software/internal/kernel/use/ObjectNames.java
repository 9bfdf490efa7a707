package dev.skep.se.software.internal.kernel.use;

import dev.skep.api.se.ObjectName;
import dev.skep.se.software.internal.kernel.object.ObjectTable;
import dev.skep.se.software.internal.kernel.object.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the objects of one SE are called: by as much of their domain as it takes to tell it from the
 * others here.
 */
final class ObjectNames {
  private static final int SHORTEST = 8;

  private final ObjectTable objects;
  private final Map<String, String> prefixes = new HashMap<>();

  ObjectNames(ObjectTable objects) {
    this.objects = objects;
    SortedSet<String> domains = new TreeSet<>();
    objects.all().forEach(object -> domains.add(domain(object)));
    String previous = "";
    for (String domain : domains) {
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

  /** What an object of the table is called. */
  ObjectName of(StoredObject object) {
    return new ObjectName(prefixes.getOrDefault(domain(object), domain(object)), object.id());
  }

  /** The one object that a name fits; empty if it fits none or several. */
  Optional<StoredObject> find(ObjectName name) {
    List<StoredObject> fitting =
        objects.all().stream()
            .filter(object -> object.id().equals(name.id()))
            .filter(object -> domain(object).startsWith(name.domain()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  private static String domain(StoredObject object) {
    return object.origin().domain().toHex();
  }
}
