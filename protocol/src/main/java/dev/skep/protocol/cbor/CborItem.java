package dev.skep.protocol.cbor;

import dev.skep.api.Bytes;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A data item of the profile: no negative numbers, floats, tags, simple values, other map keys. */
public sealed interface CborItem {
  /**
   * An unsigned integer.
   *
   * @param value 0 to 2^63 - 1
   */
  record Unsigned(long value) implements CborItem {
    /** Checks the range. */
    public Unsigned {
      if (value < 0) {
        throw new IllegalArgumentException("an unsigned integer is not negative");
      }
    }
  }

  /**
   * A byte string.
   *
   * @param value any length
   */
  record ByteString(Bytes value) implements CborItem {}

  /**
   * A text string.
   *
   * @param value well-formed Unicode
   */
  record Text(String value) implements CborItem {}

  /**
   * An array.
   *
   * @param items in order
   */
  record Array(List<CborItem> items) implements CborItem {
    /** Copies the list. */
    public Array {
      items = List.copyOf(items);
    }
  }

  /**
   * A map with unsigned keys.
   *
   * @param entries in ascending order of keys
   */
  record IntMap(SortedMap<Long, CborItem> entries) implements CborItem {
    /** Copies the map. */
    public IntMap {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }
  }
}
