package dev.skep.protocol.cbor;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts a message's map together. Not thread-safe. */
public final class MapWriter {
  private final SortedMap<Long, CborItem> entries = new TreeMap<>();

  /** Begins an empty map. */
  public MapWriter() {}

  /** Adds a number of 0 or more. */
  public MapWriter unsigned(long key, long value) {
    return item(key, new Unsigned(value));
  }

  /** Adds a byte string. */
  public MapWriter bytes(long key, Bytes value) {
    return item(key, new ByteString(value));
  }

  /** Adds a text string. */
  public MapWriter text(long key, String value) {
    return item(key, new Text(value));
  }

  /** Adds an array of text strings. */
  public MapWriter texts(long key, List<String> values) {
    return item(key, new Array(values.stream().<CborItem>map(Text::new).toList()));
  }

  /** Adds an array of byte strings. */
  public MapWriter byteStrings(long key, List<Bytes> values) {
    return item(key, new Array(values.stream().<CborItem>map(ByteString::new).toList()));
  }

  /** Adds any item. */
  public MapWriter item(long key, CborItem value) {
    entries.put(key, value);
    return this;
  }

  /** The message's bytes. */
  public Bytes encode() {
    return Cbor.encode(new IntMap(entries));
  }
}
