package dev.skep.protocol.provisioning;

import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.KeyUsage;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborItem.Unsigned;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The terms of a key on the wire: fields 1 to 8 of {@code key-template} (spec rule D-5). */
final class KeyTemplates {
  private KeyTemplates() {}

  /** The fields of a key's terms; a statement adds more after them. */
  static SortedMap<Long, CborItem> fields(KeyTerms terms) {
    SortedMap<Long, CborItem> fields = new TreeMap<>();
    fields.put(1L, new Text(terms.id()));
    fields.put(2L, new Text(terms.algorithm()));
    fields.put(3L, new Unsigned(terms.sizeBits()));
    fields.put(4L, new Unsigned(bits(terms.usages())));
    Optional<String> pin = terms.pinId();
    if (pin.isPresent()) {
      fields.put(5L, new Text(pin.get()));
    }
    fields.put(6L, new Text(terms.label()));
    fields.put(7L, new Unsigned(0));
    fields.put(8L, new Unsigned(terms.signedAttestation() ? 1 : 0));
    return fields;
  }

  static CborItem item(KeyTerms terms) {
    return new CborItem.IntMap(fields(terms));
  }

  /** Reads fields 1 to 8 and leaves the others to the caller. */
  static KeyTerms read(MapReader map) throws MalformedMessageException {
    String id = map.objectId(1);
    String algorithm = map.name(2);
    int sizeBits = map.number(3, 0, 0xffff);
    Set<KeyUsage> usages = usages(map.unsigned(4));
    Optional<String> pin = map.optionalObjectId(5);
    String label = map.label(6);
    if (map.unsigned(7) != 0) {
      throw new MalformedMessageException("D-5", "an exportable key");
    }
    boolean signed = map.number(8, 0, 1) == 1;
    return new KeyTerms(id, algorithm, sizeBits, usages, pin, label, signed);
  }

  private static long bits(Set<KeyUsage> usages) {
    return usages.stream().mapToLong(KeyUsage::bit).sum();
  }

  private static Set<KeyUsage> usages(long bits) throws MalformedMessageException {
    Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
    for (KeyUsage usage : KeyUsage.values()) {
      if ((bits & usage.bit()) != 0) {
        usages.add(usage);
      }
    }
    if (usages.isEmpty() || bits(usages) != bits) {
      throw new MalformedMessageException("D-5", "usages that are unknown, or none");
    }
    return usages;
  }
}
