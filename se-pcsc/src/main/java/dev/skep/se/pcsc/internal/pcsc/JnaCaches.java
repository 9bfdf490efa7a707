package dev.skep.se.pcsc.internal.pcsc;

import com.sun.jna.Native;
import com.sun.jna.NativeMappedConverter;
import com.sun.jna.Structure;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What JNA remembers of the classes that it was used with. Its maps have weak keys, but values that
 * lead back to them, so that a bundle would stay in memory for ever once it has used JNA.
 */
final class JnaCaches {
  private static final Logger LOG = LoggerFactory.getLogger(JnaCaches.class);
  private static final List<String> OF_STRUCTURES =
      List.of("layoutInfo", "fieldOrder", "fieldList", "validationMap");

  private JnaCaches() {}

  /**
   * Has JNA forget the classes of one class loader, which is no longer to be used. Where a version
   * of JNA keeps them in another way, or does not let anyone look, they stay.
   */
  static void forget(ClassLoader loader) {
    try {
      for (Object guarded :
          List.of(
              field(Native.class, "typeOptions"),
              field(NativeMappedConverter.class, "converters"))) {
        synchronized (guarded) {
          removeFrom((Map<?, ?>) guarded, loader);
        }
      }
      Lock lock =
          ((ReentrantReadWriteLock) field(Structure.class, "cacheStructureLock")).writeLock();
      lock.lock();
      try {
        for (String name : OF_STRUCTURES) {
          removeFrom((Map<?, ?>) field(Structure.class, name), loader);
        }
      } finally {
        lock.unlock();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.debug("JNA keeps the classes that it was used with: {}", e.toString());
    }
  }

  private static Object field(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(null);
  }

  private static void removeFrom(Map<?, ?> cache, ClassLoader loader) {
    cache.keySet().removeIf(type -> type instanceof Class<?> of && of.getClassLoader() == loader);
  }
}
