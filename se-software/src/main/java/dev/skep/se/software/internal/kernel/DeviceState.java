package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.Response;
import dev.skep.se.software.internal.key.StoredDeviceKey;
import dev.skep.se.software.internal.storage.AesGcm256;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that an SE keeps over restarts. Closing it erases its secrets.
 *
 * @param generation rises by one with each change
 * @param masterKey 32 bytes, wraps handles
 * @param key the device key; empty in a blank SE
 * @param chain SE_Cert, leaf first; empty until the SE is personalised
 */
record DeviceState(
    long generation, SecretBytes masterKey, Optional<StoredDeviceKey> key, List<Bytes> chain)
    implements AutoCloseable {
  private static final int FORMAT = 1;
  private static final CborLimits LIMITS = new CborLimits(1 << 20, 8);

  DeviceState {
    chain = List.copyOf(chain);
  }

  /** A blank SE with a master key of its own, taken over. */
  static DeviceState blank(SecretBytes masterKey) {
    return new DeviceState(1, masterKey, Optional.empty(), List.of());
  }

  boolean personalized() {
    return !chain.isEmpty();
  }

  /** The next state, with another key and no chain; shares the master key. */
  DeviceState withKey(StoredDeviceKey next) {
    return new DeviceState(generation + 1, masterKey, Optional.of(next), List.of());
  }

  /** The next state, personalised; shares all secrets. */
  DeviceState withChain(List<Bytes> next) {
    return new DeviceState(generation + 1, masterKey, key, next);
  }

  /** The bytes to store, which the caller closes. */
  SecretBytes encode() {
    MapWriter head =
        new MapWriter()
            .unsigned(1, FORMAT)
            .unsigned(2, generation)
            .texts(3, key.map(StoredDeviceKey::scheme).stream().toList())
            .byteStrings(4, key.map(StoredDeviceKey::publicKey).stream().toList())
            .byteStrings(5, chain);
    try (SecretDocument document = new SecretDocument(head.encode(), joinedSecrets())) {
      return document.encode();
    }
  }

  private SecretBytes joinedSecrets() {
    byte[] master = masterKey.copy();
    byte[] material = key.map(stored -> stored.material().copy()).orElse(new byte[0]);
    byte[] joined = Arrays.copyOf(master, master.length + material.length);
    System.arraycopy(material, 0, joined, master.length, material.length);
    Arrays.fill(master, (byte) 0);
    Arrays.fill(material, (byte) 0);
    return SecretBytes.adopt(joined);
  }

  /**
   * Reads what {@link #encode} made.
   *
   * @param encoded read, not kept
   */
  static DeviceState decode(SecretBytes encoded) throws MalformedMessageException {
    try (SecretDocument document = SecretDocument.decode(encoded)) {
      MapReader head = MapReader.of(document.head(), LIMITS);
      if (head.unsigned(1) != FORMAT) {
        throw new MalformedMessageException("SE-2", "another format than " + FORMAT);
      }
      long generation = head.unsigned(2);
      List<String> schemes = head.names(3, 1);
      List<Bytes> publicKeys = head.byteStrings(4, 1, LIMITS.maximumBytes());
      List<Bytes> chain = head.byteStrings(5, Response.MAX_CHAIN, LIMITS.maximumBytes());
      head.end();
      SecretBytes secret = document.secret();
      int material = secret.length() - AesGcm256.KEY_BYTES;
      int keys = schemes.size();
      if (publicKeys.size() != keys || material < keys || (keys == 0 && !chain.isEmpty())) {
        throw new MalformedMessageException("SE-2", "its parts do not belong together");
      }
      Optional<StoredDeviceKey> key =
          keys == 0
              ? Optional.empty()
              : Optional.of(
                  new StoredDeviceKey(
                      schemes.get(0),
                      publicKeys.get(0),
                      secret.slice(AesGcm256.KEY_BYTES, material)));
      return new DeviceState(generation, secret.slice(0, AesGcm256.KEY_BYTES), key, chain);
    }
  }

  @Override
  public void close() {
    masterKey.close();
    key.ifPresent(StoredDeviceKey::close);
  }
}
