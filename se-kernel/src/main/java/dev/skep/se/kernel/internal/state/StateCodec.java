package dev.skep.se.kernel.internal.state;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.CborItem;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.Response;
import dev.skep.se.kernel.StoredDeviceKey;
import dev.skep.se.kernel.internal.object.ObjectCodec;
import dev.skep.se.kernel.internal.object.ObjectTable;
import dev.skep.se.kernel.internal.object.SecretCursor;
import dev.skep.se.kernel.internal.storage.AesGcm256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state as it is stored: a head {@code {1 format, 2 generation, 3 scheme, 4 public key, 5
 * SE_Cert, 6 length of the device key's material, 7 objects, 8 answers}}, then all secrets in that
 * order, the master key first. Format 1, from before there were objects, has fields 1 to 5 and is
 * still read.
 */
final class StateCodec {
  private static final int FORMAT = 2;
  private static final int FORMAT_WITHOUT_OBJECTS = 1;
  private static final CborLimits LIMITS = new CborLimits(1 << 20, 8);

  private StateCodec() {}

  /** The bytes to store, which the caller closes. */
  static SecretBytes encode(DeviceState state) {
    Optional<StoredDeviceKey> key = state.key();
    MapWriter head =
        new MapWriter()
            .unsigned(1, FORMAT)
            .unsigned(2, state.generation())
            .texts(3, key.map(StoredDeviceKey::scheme).stream().toList())
            .byteStrings(4, key.map(StoredDeviceKey::publicKey).stream().toList())
            .byteStrings(5, state.chain())
            .unsigned(6, key.map(stored -> stored.material().length()).orElse(0))
            .item(
                7,
                new CborItem.Array(state.objects().all().stream().map(ObjectCodec::item).toList()))
            .item(8, new CborItem.Array(state.answers().stream().map(StateCodec::answer).toList()));
    try (SecretDocument document = new SecretDocument(head.encode(), joined(state.secrets()))) {
      return document.encode();
    }
  }

  private static CborItem answer(KeptAnswer kept) {
    SortedMap<Long, CborItem> fields = new TreeMap<>();
    fields.put(1L, new CborItem.ByteString(kept.request()));
    fields.put(
        2L,
        new CborItem.Array(
            kept.answers().stream().<CborItem>map(CborItem.ByteString::new).toList()));
    return new CborItem.IntMap(fields);
  }

  private static SecretBytes joined(List<SecretBytes> secrets) {
    byte[] all = new byte[secrets.stream().mapToInt(SecretBytes::length).sum()];
    int position = 0;
    for (SecretBytes secret : secrets) {
      int from = position;
      position +=
          secret.use(
              bytes -> {
                System.arraycopy(bytes, 0, all, from, bytes.length);
                return bytes.length;
              });
    }
    return SecretBytes.adopt(all);
  }

  /**
   * Reads what {@link #encode} made, or the program before it.
   *
   * @param encoded read, not kept
   */
  static DeviceState decode(SecretBytes encoded) throws MalformedMessageException {
    try (SecretDocument document = SecretDocument.decode(encoded)) {
      MapReader head = MapReader.of(document.head(), LIMITS);
      int format = head.number(1, 0, Integer.MAX_VALUE);
      if (format != FORMAT && format != FORMAT_WITHOUT_OBJECTS) {
        throw new MalformedMessageException("SE-2", "another format than " + FORMAT);
      }
      SecretCursor secrets = new SecretCursor(document.secret());
      DeviceState device = device(head, format, secrets);
      DeviceState state =
          format == FORMAT_WITHOUT_OBJECTS ? device : withObjects(device, head, secrets);
      head.end();
      if (secrets.left() > 0) {
        throw new MalformedMessageException("SE-2", "there are more secrets than it says");
      }
      return state;
    }
  }

  private static DeviceState device(MapReader head, int format, SecretCursor secrets)
      throws MalformedMessageException {
    long generation = head.unsigned(2);
    List<String> schemes = head.names(3, 1);
    List<Bytes> publicKeys = head.byteStrings(4, 1, LIMITS.maximumBytes());
    List<Bytes> chain = head.byteStrings(5, Response.MAX_CHAIN, LIMITS.maximumBytes());
    SecretBytes masterKey = secrets.next(AesGcm256.KEY_BYTES);
    long material = format == FORMAT_WITHOUT_OBJECTS ? secrets.left() : head.unsigned(6);
    int keys = schemes.size();
    if (publicKeys.size() != keys || material < keys || (keys == 0 && !chain.isEmpty())) {
      throw new MalformedMessageException("SE-2", "its parts do not belong together");
    }
    Optional<StoredDeviceKey> key =
        keys == 0
            ? Optional.empty()
            : Optional.of(
                new StoredDeviceKey(schemes.get(0), publicKeys.get(0), secrets.next(material)));
    return new DeviceState(generation, masterKey, key, chain, ObjectTable.EMPTY, List.of());
  }

  private static DeviceState withObjects(DeviceState device, MapReader head, SecretCursor secrets)
      throws MalformedMessageException {
    ObjectTable objects = ObjectTable.EMPTY;
    for (CborItem item : head.array(7, Integer.MAX_VALUE)) {
      objects = objects.with(ObjectCodec.read(item, secrets, LIMITS));
    }
    List<KeptAnswer> answers = new ArrayList<>();
    for (CborItem item : head.array(8, KeptAnswer.MOST)) {
      MapReader map = MapReader.of(8, item);
      answers.add(
          new KeptAnswer(map.bytes(1, 32, 32), map.byteStrings(2, 256, LIMITS.maximumBytes())));
      map.end();
    }
    return new DeviceState(
        device.generation(), device.masterKey(), device.key(), device.chain(), objects, answers);
  }
}
