package dev.skep.protocol.cbor;

import dev.skep.api.AlgorithmNames;
import dev.skep.api.Bytes;
import dev.skep.api.provisioning.Labels;
import dev.skep.api.provisioning.ObjectIds;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a message's map apart, key by key; {@link #end} refuses keys that nobody asked for. Not
 * thread-safe.
 */
public final class MapReader {
  private final IntMap map;
  private final Set<Long> seen = new HashSet<>();

  /** Begins with a message's bytes. */
  public static MapReader of(Bytes message, CborLimits limits) throws MalformedMessageException {
    if (Cbor.decode(message, limits) instanceof IntMap map) {
      return new MapReader(map);
    }
    throw new MalformedMessageException("M-10", "the message is no map");
  }

  /** Begins with an item inside a message, which must be a map. */
  public static MapReader of(long key, CborItem item) throws MalformedMessageException {
    if (item instanceof IntMap map) {
      return new MapReader(map);
    }
    throw new MalformedMessageException("M-11", "field " + key + " has another type");
  }

  private MapReader(IntMap map) {
    this.map = map;
  }

  /** Whether a field is there. */
  public boolean has(long key) {
    return map.entries().containsKey(key);
  }

  /** A number that must be there. */
  public long unsigned(long key) throws MalformedMessageException {
    return cast(key, Unsigned.class).value();
  }

  /** A byte string that must be there, from {@code minimum} to {@code maximum} bytes long. */
  public Bytes bytes(long key, int minimum, int maximum) throws MalformedMessageException {
    return sized(key, cast(key, ByteString.class).value(), minimum, maximum);
  }

  /** A byte string that may be missing. */
  public Optional<Bytes> optionalBytes(long key, int minimum, int maximum)
      throws MalformedMessageException {
    return has(key) ? Optional.of(bytes(key, minimum, maximum)) : Optional.empty();
  }

  /** A text string that must be there, visible ASCII up to {@code maximum} characters. */
  public String ascii(long key, int maximum) throws MalformedMessageException {
    return ascii(key, cast(key, Text.class).value(), maximum);
  }

  /** A text string for people that must be there: a label, possibly empty. */
  public String label(long key) throws MalformedMessageException {
    String text = cast(key, Text.class).value();
    if (!Labels.isValid(text)) {
      throw new MalformedMessageException("D-2", "field " + key + " is no label");
    }
    return text;
  }

  /** The id of an object that must be there. */
  public String objectId(long key) throws MalformedMessageException {
    String text = cast(key, Text.class).value();
    if (!ObjectIds.isValid(text)) {
      throw new MalformedMessageException("D-1", "field " + key + " is no id of an object");
    }
    return text;
  }

  /** The id of an object that may be missing. */
  public Optional<String> optionalObjectId(long key) throws MalformedMessageException {
    return has(key) ? Optional.of(objectId(key)) : Optional.empty();
  }

  /** An algorithm name that must be there. */
  public String name(long key) throws MalformedMessageException {
    return asName(key, cast(key, Text.class));
  }

  /** A number that must be there, from {@code minimum} to {@code maximum}. */
  public int number(long key, int minimum, int maximum) throws MalformedMessageException {
    long value = unsigned(key);
    if (value < minimum || value > maximum) {
      throw new MalformedMessageException("M-12", "field " + key + " is out of its range");
    }
    return (int) value;
  }

  /** An array that must be there, with at most {@code maximum} elements. */
  public List<CborItem> array(long key, int maximum) throws MalformedMessageException {
    List<CborItem> items = cast(key, Array.class).items();
    if (items.size() > maximum) {
      throw new MalformedMessageException("M-12", "field " + key + " has too many elements");
    }
    return items;
  }

  /** An array of byte strings, each up to {@code maximumBytes} long. */
  public List<Bytes> byteStrings(long key, int maximum, int maximumBytes)
      throws MalformedMessageException {
    List<Bytes> strings = new ArrayList<>();
    for (CborItem item : array(key, maximum)) {
      strings.add(asBytes(key, item, 1, maximumBytes));
    }
    return strings;
  }

  /** An array of algorithm names without repetition. */
  public List<String> names(long key, int maximum) throws MalformedMessageException {
    List<String> names = new ArrayList<>();
    for (CborItem item : array(key, maximum)) {
      String name = asName(key, item);
      if (names.contains(name)) {
        throw new MalformedMessageException("M-13", "field " + key + " repeats " + name);
      }
      names.add(name);
    }
    return names;
  }

  /** An element that must be an algorithm name. */
  public static String asName(long key, CborItem item) throws MalformedMessageException {
    if (item instanceof Text text && AlgorithmNames.isValid(text.value())) {
      return text.value();
    }
    throw new MalformedMessageException("M-13", "field " + key + " has no algorithm name");
  }

  /** An element that must be a byte string. */
  public static Bytes asBytes(long key, CborItem item, int minimum, int maximum)
      throws MalformedMessageException {
    if (item instanceof ByteString string) {
      return sized(key, string.value(), minimum, maximum);
    }
    throw new MalformedMessageException("M-11", "field " + key + " has another type");
  }

  /** Refuses every key that was not read. */
  public void end() throws MalformedMessageException {
    for (Long key : map.entries().keySet()) {
      if (!seen.contains(key)) {
        throw new MalformedMessageException("M-10", "unknown field " + key);
      }
    }
  }

  private <T extends CborItem> T cast(long key, Class<T> type) throws MalformedMessageException {
    CborItem item = map.entries().get(key);
    if (item == null) {
      throw new MalformedMessageException("M-10", "field " + key + " is missing");
    }
    if (!type.isInstance(item)) {
      throw new MalformedMessageException("M-11", "field " + key + " has another type");
    }
    seen.add(key);
    return type.cast(item);
  }

  private static String ascii(long key, String text, int maximum) throws MalformedMessageException {
    if (text.length() > maximum || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new MalformedMessageException("M-12", "field " + key + " is no short ASCII text");
    }
    return text;
  }

  private static Bytes sized(long key, Bytes value, int minimum, int maximum)
      throws MalformedMessageException {
    if (value.length() < minimum || value.length() > maximum) {
      throw new MalformedMessageException(
          "M-12", "field " + key + " has " + value.length() + " bytes");
    }
    return value;
  }
}
