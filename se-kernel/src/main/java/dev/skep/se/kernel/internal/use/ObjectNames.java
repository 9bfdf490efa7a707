package dev.skep.se.kernel.internal.use;

import dev.skep.api.se.ObjectName;
import dev.skep.protocol.provisioning.DomainPrefixes;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.StoredObject;
import java.util.List;
import java.util.Optional;

/** What the objects of one SE are called. */
final class ObjectNames {
  private final ObjectTable objects;
  private final DomainPrefixes prefixes;

  ObjectNames(ObjectTable objects) {
    this.objects = objects;
    this.prefixes =
        new DomainPrefixes(objects.all().stream().map(object -> object.origin().domain()).toList());
  }

  /** What an object of the table is called. */
  ObjectName of(StoredObject object) {
    return prefixes.name(object.origin().domain(), object.id());
  }

  /** The one object that a name fits; empty if it fits none or several. */
  Optional<StoredObject> find(ObjectName name) {
    List<StoredObject> fitting =
        objects.all().stream()
            .filter(object -> DomainPrefixes.fits(name, object.origin().domain(), object.id()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }
}
