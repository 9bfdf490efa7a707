package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.api.provisioning.Labels;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborItem.Array;
import dev.skep.protocol.cbor.CborItem.ByteString;
import dev.skep.protocol.cbor.CborItem.Text;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an issuer asks of a session, as the offer carries it (spec rules O-5, D-5).
 *
 * @param managementKey the key that proves authority, if there is one
 * @param keys what the SE is to make in the atomic step, up to 16, no two of one id
 * @param account whose account the session is for, for the holder to see; a label
 * @param reference by which the issuer finds the enrolment again, up to 64 bytes
 * @param codeBinding {@link CodeBinding} of the code that the offer was asked for with, if any
 */
public record ProvisioningRequest(
    Optional<ManagementKey> managementKey,
    List<KeyTerms> keys,
    String account,
    Bytes reference,
    Optional<Bytes> codeBinding) {
  /** The most keys that one session makes. */
  public static final int MAX_KEYS = 16;

  /** The longest reference, in bytes. */
  public static final int MAX_REFERENCE = 64;

  /** Copies the list and checks the parts. */
  public ProvisioningRequest {
    keys = List.copyOf(keys);
    Labels.check(account);
    if (keys.size() > MAX_KEYS || reference.length() > MAX_REFERENCE) {
      throw new IllegalArgumentException("too many keys, or too long a reference");
    }
    if (keys.stream().map(KeyTerms::id).distinct().count() < keys.size()) {
      throw new IllegalArgumentException("no two keys of a request have one id");
    }
    if (codeBinding.isPresent() && codeBinding.get().length() != CodeBinding.BYTES) {
      throw new IllegalArgumentException("a code binding has 32 bytes");
    }
  }

  /** A request for nothing. */
  public static ProvisioningRequest nothing() {
    return new ProvisioningRequest(Optional.empty(), List.of(), "", Bytes.EMPTY, Optional.empty());
  }

  /** The request's only encoding. */
  public Bytes encode() {
    MapWriter map = new MapWriter();
    managementKey.ifPresent(
        key ->
            map.item(
                1, new Array(List.of(new Text(key.scheme()), new ByteString(key.publicKey())))));
    map.item(2, new Array(keys.stream().<CborItem>map(KeyTemplates::item).toList()));
    map.text(3, account);
    map.bytes(4, reference);
    codeBinding.ifPresent(binding -> map.bytes(5, binding));
    return map.encode();
  }

  /**
   * Parses a request; no bytes at all mean {@link #nothing}.
   *
   * @throws MalformedMessageException if it is none
   */
  public static ProvisioningRequest decode(Bytes request, CborLimits limits)
      throws MalformedMessageException {
    if (request.length() == 0) {
      return nothing();
    }
    MapReader map = MapReader.of(request, limits);
    ProvisioningRequest parsed =
        new ProvisioningRequest(
            map.has(1) ? Optional.of(managementKey(map.array(1, 2))) : Optional.empty(),
            keys(map.array(2, MAX_KEYS)),
            map.label(3),
            map.bytes(4, 0, MAX_REFERENCE),
            map.optionalBytes(5, CodeBinding.BYTES, CodeBinding.BYTES));
    map.end();
    return parsed;
  }

  private static ManagementKey managementKey(List<CborItem> pair) throws MalformedMessageException {
    if (pair.size() != 2) {
      throw new MalformedMessageException("M-12", "a management key is a pair");
    }
    return new ManagementKey(
        MapReader.asName(1, pair.get(0)),
        MapReader.asBytes(1, pair.get(1), 1, ManagementKey.MAX_BYTES));
  }

  private static List<KeyTerms> keys(List<CborItem> items) throws MalformedMessageException {
    List<KeyTerms> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (CborItem item : items) {
      MapReader map = MapReader.of(2, item);
      KeyTerms key = KeyTemplates.read(map);
      map.end();
      if (!ids.add(key.id())) {
        throw new MalformedMessageException("D-5", "two keys of one id");
      }
      keys.add(key);
    }
    return keys;
  }
}
