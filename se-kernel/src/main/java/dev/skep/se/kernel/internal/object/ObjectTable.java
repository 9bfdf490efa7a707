package dev.skep.se.kernel.internal.object;

import dev.skep.api.Bytes;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Objects by domain and id. Immutable as a table; the objects in it are shared with the tables that
 * are made from it, and so is the duty to close them.
 */
public final class ObjectTable {
  /** No objects. */
  public static final ObjectTable EMPTY = new ObjectTable(Map.of());

  private final Map<Place, StoredObject> objects;

  /** One id in two domains is two places (spec rule D-12). */
  private record Place(Bytes domain, String id) {}

  private ObjectTable(Map<Place, StoredObject> objects) {
    this.objects = objects;
  }

  /** All objects, the oldest first. */
  public Collection<StoredObject> all() {
    return Collections.unmodifiableCollection(objects.values());
  }

  /** How many there are. */
  public int size() {
    return objects.size();
  }

  /** The object of that name. */
  public Optional<StoredObject> find(Bytes domain, String id) {
    return Optional.ofNullable(objects.get(new Place(domain, id)));
  }

  /** The object of that name, if it is of that kind. */
  public <T extends StoredObject> Optional<T> find(Bytes domain, String id, Class<T> kind) {
    return find(domain, id).filter(kind::isInstance).map(kind::cast);
  }

  /** A table with one object more, or in place of the one of its name. */
  public ObjectTable with(StoredObject object) {
    Map<Place, StoredObject> next = new LinkedHashMap<>(objects);
    next.put(new Place(object.origin().domain(), object.id()), object);
    return new ObjectTable(next);
  }

  /** A table without that name. */
  public ObjectTable without(Bytes domain, String id) {
    Map<Place, StoredObject> next = new LinkedHashMap<>(objects);
    next.remove(new Place(domain, id));
    return new ObjectTable(next);
  }

  /** An object that refers to one that is not there, or of another kind (spec rule D-9). */
  public Optional<StoredObject> dangling() {
    return objects.values().stream().filter(object -> !refersWell(object)).findFirst();
  }

  private boolean refersWell(StoredObject object) {
    Class<? extends Guard> kind = object instanceof StoredPin ? StoredPuk.class : StoredPin.class;
    return object
        .reference()
        .map(id -> find(object.origin().domain(), id, kind).isPresent())
        .orElse(true);
  }
}
