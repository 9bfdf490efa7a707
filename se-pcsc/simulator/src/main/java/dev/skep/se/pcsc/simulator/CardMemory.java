package dev.skep.se.pcsc.simulator;

import com.licel.jcardsim.base.TransientMemory;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Transient memory that answers fast whether an array is in it. */
final class CardMemory extends TransientMemory {
  private final Set<Object> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

  @Override
  protected void storeArray(Object array, byte event) {
    super.storeArray(array, event);
    arrays.add(array);
  }

  /** Has a buffer of the runtime itself count as transient. */
  void isVolatile(Object array) {
    arrays.add(array);
  }

  boolean isTransientArray(Object array) {
    return arrays.contains(array);
  }
}
