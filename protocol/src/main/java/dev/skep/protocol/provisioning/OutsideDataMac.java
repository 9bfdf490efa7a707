package dev.skep.protocol.provisioning;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.provisioning.Labels;
import dev.skep.protocol.LengthPrefixed;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The attributes of {@code data.mac}, data made outside the SE, and its MAC under the external key
 * (spec rule R-10).
 *
 * @param label for the server's log
 * @param data up to {@link #MAX_BYTES}
 */
public record OutsideDataMac(String label, Bytes data) {
  /** The most data, in bytes. */
  public static final int MAX_BYTES = 16_384;

  /** The most records of this kind in one session. */
  public static final int MAX_RECORDS = 8;

  private static final Bytes TAG =
      Bytes.concat(Bytes.utf8(Transcript.PROTOCOL + " external data"), Bytes.of(new byte[1]));
  private static final String HMAC = "HmacSHA256";

  /** Checks the parts. */
  public OutsideDataMac {
    Labels.check(label);
    if (data.length() > MAX_BYTES) {
      throw new IllegalArgumentException("outside data has up to " + MAX_BYTES + " bytes");
    }
  }

  /** The only encoding. */
  public Bytes encode() {
    return new MapWriter().text(1, label).bytes(2, data).encode();
  }

  /**
   * Parses the attributes.
   *
   * @throws MalformedMessageException if they are none
   */
  public static OutsideDataMac decode(Bytes attributes, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(attributes, limits);
    OutsideDataMac parsed = new OutsideDataMac(map.label(1), map.bytes(2, 0, MAX_BYTES));
    map.end();
    return parsed;
  }

  /**
   * The MAC: HMAC-SHA-256 under the external key of {@code "SKEP/1 external data" ‖ 00 ‖ LP(label)
   * ‖ LP(data)}.
   *
   * @param externalKey 32 bytes; read, not kept
   * @return 32 bytes; the caller closes it
   */
  public SecretBytes mac(SecretBytes externalKey) {
    Bytes message = Bytes.concat(TAG, new LengthPrefixed().add(Bytes.utf8(label)).add(data).join());
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(externalKey.use(key -> new SecretKeySpec(key, HMAC)));
      return SecretBytes.adopt(mac.doFinal(message.toArray()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("this Java cannot compute " + HMAC, e);
    }
  }
}
