package dev.skep.se.pcsc.simulator;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import javacard.security.Checksum;
import javacard.security.KeyAgreement;
import javacard.security.MessageDigest;
import javacard.security.RandomData;
import javacard.security.Signature;
import javacardx.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * All that is persistent and can be reached from applets: their fields, static ones too, arrays,
 * and keys. Transient arrays are not in it, nor is what engines such as a digest have under way,
 * nor what cannot change (objects of the JDK and of the cryptographic library are replaced as a
 * whole).
 */
final class Snapshot {
  private static final List<Class<?>> ENGINES =
      List.of(
          Cipher.class,
          Signature.class,
          MessageDigest.class,
          KeyAgreement.class,
          RandomData.class,
          Checksum.class,
          SecureRandom.class);
  private static final ClassValue<Field[]> FIELDS =
      new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
          return fieldsOf(type);
        }
      };

  private final CardMemory memory;
  private final IdentityHashMap<Object, Object> arrays = new IdentityHashMap<>();
  private final IdentityHashMap<Object, @Nullable Object[]> fields = new IdentityHashMap<>();
  private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  /**
   * Takes one.
   *
   * @param roots applets, and classes for their static fields
   */
  Snapshot(Collection<Object> roots, CardMemory memory) {
    this.memory = memory;
    open.addAll(roots);
    while (!open.isEmpty()) {
      Object next = open.poll();
      if (visited.add(next)) {
        visit(next);
      }
    }
  }

  Set<Object> objects() {
    return Collections.unmodifiableSet(visited);
  }

  void restore() {
    arrays.forEach((array, copy) -> System.arraycopy(copy, 0, array, 0, Array.getLength(array)));
    fields.forEach(Snapshot::put);
  }

  /** Takes a part of an array again. */
  void refresh(Object array, int offset, int length) {
    Object copy = arrays.get(array);
    if (copy != null) {
      System.arraycopy(array, offset, copy, offset, length);
    }
  }

  private void visit(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      if (!memory.isTransientArray(object)) {
        arrays.put(object, copy(object));
      }
      if (object instanceof @Nullable Object[] elements) {
        for (Object element : elements) {
          enqueue(element);
        }
      }
    } else if (!isFixed(object) && !isTransientContainer(object)) {
      @Nullable Object[] values = values(object);
      fields.put(object, values);
      for (Object value : values) {
        enqueue(value);
      }
    }
  }

  private void enqueue(@Nullable Object object) {
    if (object != null) {
      open.add(object);
    }
  }

  private static boolean isFixed(Object object) {
    String name = object.getClass().getName();
    return (!(object instanceof Class) && name.startsWith("java."))
        || name.contains(".bouncycastle.")
        || ENGINES.stream().anyMatch(engine -> engine.isInstance(object));
  }

  /** jcardsim's own holder of a key's value, whose bytes are in transient memory. */
  private boolean isTransientContainer(Object object) {
    if (!object.getClass().getName().equals("com.licel.jcardsim.crypto.ByteContainer")) {
      return false;
    }
    for (Object value : values(object)) {
      if (value instanceof byte[] && memory.isTransientArray(value)) {
        return true;
      }
    }
    return false;
  }

  private static Object copy(Object array) {
    int length = Array.getLength(array);
    Object copy = Array.newInstance(array.getClass().getComponentType(), length);
    System.arraycopy(array, 0, copy, 0, length);
    return copy;
  }

  private static @Nullable Object[] values(Object object) {
    Field[] fields = fields(object);
    @Nullable Object[] values = new @Nullable Object[fields.length];
    try {
      for (int i = 0; i < fields.length; i++) {
        values[i] = fields[i].get(object);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  private static void put(Object object, @Nullable Object[] values) {
    Field[] fields = fields(object);
    try {
      for (int i = 0; i < fields.length; i++) {
        if (!Modifier.isFinal(fields[i].getModifiers())) {
          fields[i].set(object, values[i]);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field[] fields(Object object) {
    Field[] all = FIELDS.get(object instanceof Class<?> type ? type : object.getClass());
    List<Field> chosen = new ArrayList<>();
    for (Field field : all) {
      if (Modifier.isStatic(field.getModifiers()) == object instanceof Class) {
        chosen.add(field);
      }
    }
    return chosen.toArray(Field[]::new);
  }

  private static Field[] fieldsOf(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (c == type || !Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return fields.toArray(Field[]::new);
  }
}
