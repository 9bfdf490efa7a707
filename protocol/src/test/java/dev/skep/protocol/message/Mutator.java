package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.RawCbor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ObjIntConsumer;

/** Alters well-formed messages: a bit, or an item that it finds by walking the heads itself. */
final class Mutator {
  private static final List<Bytes> STRANGERS =
      List.of(
          Bytes.hex("20"),
          Bytes.hex("f6"),
          Bytes.hex("f97e00"),
          Bytes.hex("fb7ff8000000000000"),
          Bytes.hex("c100"),
          Bytes.hex("5fff"),
          Bytes.hex("9fff"),
          Bytes.hex("bfff"),
          Bytes.hex("62c328"),
          Bytes.hex("63eda080"),
          Bytes.hex("40"),
          Bytes.hex("60"),
          Bytes.hex("80"),
          Bytes.hex("a0"),
          Bytes.hex("1a80000000"),
          Bytes.hex("1bffffffffffffffff"),
          Bytes.hex("5b7fffffffffffffff"),
          Bytes.hex("9a7fffffff"),
          Bytes.hex("81".repeat(20) + "00"));

  private final List<Bytes> messages;
  private final Random random;

  /** An item's place: the head begins at {@code start}, the content at {@code content}. */
  private record Item(int start, int content, int end) {
    Bytes in(Bytes message) {
      return message.slice(start, end - start);
    }
  }

  Mutator(List<Bytes> messages, Random random) {
    this.messages = messages;
    this.random = random;
  }

  /** Flips one bit. */
  Bytes oneBit(Bytes message) {
    byte[] bytes = message.toArray();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return Bytes.of(bytes);
  }

  /** Alters one item or its neighbourhood. */
  Bytes structure(Bytes message) {
    List<Item> items = items(message);
    Item item = pick(items);
    Bytes self = item.in(message);
    return switch (random.nextInt(15)) {
      case 0 -> replaced(message, item, Bytes.EMPTY);
      case 1 -> replaced(message, item, Bytes.concat(self, self));
      case 2 -> replaced(message, item, pick(STRANGERS));
      case 3 -> replaced(message, item, ofAnotherMessage());
      case 4 -> replaced(message, item, withHead(message, item, 1 << random.nextInt(4), 0));
      case 5 -> replaced(message, item, withHead(message, item, 0, random.nextInt(5) - 2));
      case 6 -> replaced(message, item, withHead(message, item, 8, random.nextLong()));
      case 7 -> replaced(message, item, Bytes.concat(RawCbor.head(6, random.nextInt(300)), self));
      case 8 -> swapped(message, item, pick(items));
      case 9 -> message.slice(0, random.nextInt(message.length() + 1));
      case 10 -> withFields(message, Mutator::oneTwice);
      case 11 -> withFields(message, Mutator::oneMissing);
      case 12 -> withFields(message, (fields, which) -> Collections.rotate(fields, 1 + which));
      case 13 -> Bytes.concat(message, pick(STRANGERS));
      default -> replaced(message, item, RawCbor.bytes(self));
    };
  }

  private Bytes ofAnotherMessage() {
    Bytes other = pick(messages);
    return pick(items(other)).in(other);
  }

  private static Bytes replaced(Bytes message, Item item, Bytes by) {
    return Bytes.concat(
        message.slice(0, item.start()),
        by,
        message.slice(item.end(), message.length() - item.end()));
  }

  /** The item with another argument in its head; width 0 is the shortest. */
  private static Bytes withHead(Bytes message, Item item, int width, long more) {
    int major = message.at(item.start()) >> 5;
    long argument = Math.max(0, argument(message, item.start()) + more);
    Bytes head = width == 0 ? RawCbor.head(major, argument) : RawCbor.head(major, argument, width);
    return Bytes.concat(head, message.slice(item.content(), item.end() - item.content()));
  }

  private static Bytes swapped(Bytes message, Item one, Item other) {
    Item first = one.start() < other.start() ? one : other;
    Item second = first == one ? other : one;
    if (second.start() < first.end()) {
      return replaced(message, first, second.in(message));
    }
    return Bytes.concat(
        message.slice(0, first.start()),
        second.in(message),
        message.slice(first.end(), second.start() - first.end()),
        first.in(message),
        message.slice(second.end(), message.length() - second.end()));
  }

  /** The message's map with other fields, each a key and a value, and their true number. */
  private Bytes withFields(Bytes message, ObjIntConsumer<List<Bytes>> change) {
    List<Bytes> fields = new ArrayList<>();
    for (int start = 1; start < message.length(); ) {
      int value = walk(message, start, new ArrayList<>());
      int end = walk(message, value, new ArrayList<>());
      fields.add(message.slice(start, end - start));
      start = end;
    }
    change.accept(fields, random.nextInt(fields.size()));
    Bytes content = Bytes.concat(fields.toArray(Bytes[]::new));
    return Bytes.concat(RawCbor.head(RawCbor.MAP, fields.size()), content);
  }

  private static void oneTwice(List<Bytes> fields, int which) {
    fields.add(which, fields.get(which));
  }

  private static void oneMissing(List<Bytes> fields, int which) {
    fields.remove(which);
  }

  private static List<Item> items(Bytes message) {
    List<Item> items = new ArrayList<>();
    walk(message, 0, items);
    return items;
  }

  /** Notes the item at a place and those inside it; gives the place after it. */
  private static int walk(Bytes message, int start, List<Item> items) {
    int major = message.at(start) >> 5;
    long argument = argument(message, start);
    int content = start + 1 + width(message.at(start) & 0x1f);
    int end = content;
    if (major == RawCbor.BYTES || major == RawCbor.TEXT) {
      end += (int) argument;
    } else if (major != RawCbor.UNSIGNED) {
      long children = major == RawCbor.MAP ? 2 * argument : argument;
      for (long i = 0; i < children; i++) {
        end = walk(message, end, items);
      }
    }
    items.add(new Item(start, content, end));
    return end;
  }

  private static int width(int information) {
    return information < 24 ? 0 : 1 << information - 24;
  }

  private static long argument(Bytes message, int start) {
    int information = message.at(start) & 0x1f;
    long value = information < 24 ? information : 0;
    for (int i = 1; i <= width(information); i++) {
      value = value << 8 | message.at(start + i);
    }
    return value;
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
