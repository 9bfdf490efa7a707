package dev.skep.se.pcsc.applet;

import dev.skep.api.Bytes;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is in the memory of a simulated card's applet, as no host can see it. */
final class Inside {
  private final Set<Object> objects;

  private Inside(Set<Object> objects) {
    this.objects = objects;
  }

  static Inside of(Card card) {
    Object applet =
        reachable(card.simulated()).stream()
            .filter(o -> o.getClass().getName().equals(SkepApplet.class.getName()))
            .findFirst()
            .orElseThrow();
    return new Inside(reachable(applet));
  }

  /** Whether these bytes are somewhere in an array. */
  boolean holds(String ascii) {
    String wanted = Bytes.utf8(ascii).toHex();
    return objects.stream()
        .anyMatch(o -> o instanceof byte[] bytes && contains(Bytes.of(bytes).toHex(), wanted));
  }

  private static boolean contains(String hex, String wanted) {
    int at = hex.indexOf(wanted);
    while (at % 2 == 1) {
      at = hex.indexOf(wanted, at + 1);
    }
    return at >= 0;
  }

  /** Places for objects, keys and chains that are in this state. */
  long places(byte state) {
    Stream<Object> slots = all("Slot", "KeySlot").map(s -> ((byte[]) get(s, "state"))[0]);
    Stream<Object> chains = all("Certificates").filter(this::isInStore).map(c -> get(c, "state"));
    return Stream.concat(slots, chains).filter(s -> (byte) s == state).count();
  }

  private boolean isInStore(Object chain) {
    return List.of((Object[]) get(one("Store"), "chains")).contains(chain);
  }

  /** The one object of a class of the applet. */
  Object one(String simpleName) {
    return all(simpleName).findFirst().orElseThrow();
  }

  /** All objects of these classes. */
  Stream<Object> all(String... simpleNames) {
    return objects.stream()
        .filter(o -> List.of(simpleNames).contains(o.getClass().getSimpleName()));
  }

  /** Bytes of the applet's own arrays in transient memory, or in persistent one. */
  int bytes(Card card, boolean isTransient) {
    Object memory = get(get(card.simulated(), "runtime"), "memory");
    List<?> known = List.copyOf((Set<?>) get(memory, "arrays"));
    Set<Object> cleared = Collections.newSetFromMap(new IdentityHashMap<>());
    cleared.addAll(known);
    Set<Object> own = Collections.newSetFromMap(new IdentityHashMap<>());
    objects.stream()
        .filter(o -> o.getClass().getName().startsWith(SkepApplet.class.getPackageName()))
        .flatMap(
            o -> Stream.of(o.getClass(), o.getClass().getSuperclass()).flatMap(t -> arrays(o, t)))
        .filter(array -> cleared.contains(array) == isTransient)
        .forEach(own::add);
    return own.stream().mapToInt(Inside::size).sum();
  }

  private static Stream<Object> arrays(Object object, Class<?> type) {
    return Stream.of(type.getDeclaredFields())
        .filter(f -> !Modifier.isStatic(f.getModifiers()) && f.getType().isArray())
        .map(f -> get(object, f.getName()));
  }

  private static int size(Object array) {
    return array instanceof byte[] bytes ? bytes.length : 2 * Array.getLength(array);
  }

  static Object get(Object object, String field) {
    try {
      return field(object, field).get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  static void set(Object object, String field, Object value) {
    try {
      field(object, field).set(object, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          return field;
        }
      }
    }
    throw new IllegalStateException(object.getClass() + " has no " + name);
  }

  private static Set<Object> reachable(Object root) {
    Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Object next = open.poll();
      if (!found.add(next)) {
        continue;
      }
      if (next instanceof Object[] elements) {
        Stream.of(elements).filter(e -> e != null).forEach(open::add);
      } else if (next instanceof Map<?, ?> map) {
        open.addAll(map.values());
      } else if (isOfACard(next.getClass())) {
        fields(next, open);
      }
    }
    return found;
  }

  private static boolean isOfACard(Class<?> type) {
    String name = type.getName();
    return name.startsWith("dev.skep.se.pcsc.")
        || name.startsWith("com.licel.")
        || name.startsWith("javacard");
  }

  private static void fields(Object object, Deque<Object> open) {
    for (Class<?> type = object.getClass();
        type != null && isOfACard(type);
        type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          Object value = get(object, field.getName());
          if (value != null) {
            open.add(value);
          }
        }
      }
    }
  }
}
