package dev.skep.protocol.cbor;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.IntMap;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Encodes and decodes data items of the profile. */
public final class Cbor {
  /** Keeps no buffer for later: codes and orders would stay in it. */
  private static final CBORFactory FACTORY =
      CBORFactory.builder().recyclerPool(JsonRecyclerPools.nonRecyclingPool()).build();

  private Cbor() {}

  /**
   * Decodes one item.
   *
   * @param input exactly one item in its deterministic encoding
   * @throws MalformedMessageException if it is anything else; names the rule of spec section 4
   */
  public static CborItem decode(Bytes input, CborLimits limits) throws MalformedMessageException {
    byte[] bytes = input.toArray();
    DeterminismCheck.check(bytes, limits);
    try (JsonParser parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      return read(parser);
    } catch (IOException e) {
      throw new MalformedMessageException("M-1", "the decoder refuses it");
    }
  }

  /** Encodes one item; the same item always gives the same bytes. */
  public static Bytes encode(CborItem item) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CBORGenerator generator = FACTORY.createGenerator(out)) {
      write(generator, item);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    return Bytes.of(out.toByteArray());
  }

  private static CborItem read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT -> new Unsigned(parser.getLongValue());
      case VALUE_EMBEDDED_OBJECT -> new ByteString(Bytes.of(parser.getBinaryValue()));
      case VALUE_STRING -> new Text(parser.getText());
      case START_ARRAY -> readArray(parser);
      case START_OBJECT -> readMap(parser);
      default -> throw new IOException("a token that the check lets nobody send");
    };
  }

  private static Array readArray(JsonParser parser) throws IOException {
    List<CborItem> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return new Array(items);
  }

  private static IntMap readMap(JsonParser parser) throws IOException {
    SortedMap<Long, CborItem> entries = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      long key = Long.parseLong(parser.currentName());
      parser.nextToken();
      entries.put(key, read(parser));
    }
    return new IntMap(entries);
  }

  private static void write(CBORGenerator generator, CborItem item) throws IOException {
    if (item instanceof Unsigned number) {
      generator.writeNumber(number.value());
    } else if (item instanceof ByteString string) {
      generator.writeBinary(string.value().toArray());
    } else if (item instanceof Text text) {
      byte[] utf8 = text.value().getBytes(StandardCharsets.UTF_8);
      generator.writeUTF8String(utf8, 0, utf8.length);
    } else if (item instanceof Array array) {
      generator.writeStartArray(array, array.items().size());
      for (CborItem element : array.items()) {
        write(generator, element);
      }
      generator.writeEndArray();
    } else if (item instanceof IntMap map) {
      generator.writeStartObject(map, map.entries().size());
      for (Map.Entry<Long, CborItem> entry : map.entries().entrySet()) {
        generator.writeFieldId(entry.getKey());
        write(generator, entry.getValue());
      }
      generator.writeEndObject();
    }
  }
}
