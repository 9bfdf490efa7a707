package dev.skep.protocol.message;

import dev.skep.api.Bytes;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapReader;
import dev.skep.protocol.cbor.MapWriter;
import java.util.List;

/**
 * Records on their way, in either direction (spec 5.4). The server's answer to a Response is one
 * too.
 *
 * @param records encoded, in order, possibly none
 */
public record RecordsMessage(List<Bytes> records) {
  /** Copies the list. */
  public RecordsMessage {
    records = List.copyOf(records);
  }

  /** The message's only encoding. */
  public Bytes encode() {
    return new MapWriter().byteStrings(1, records).encode();
  }

  /**
   * Parses the message, not the records in it.
   *
   * @throws MalformedMessageException if it is none
   */
  public static RecordsMessage decode(Bytes message, CborLimits limits)
      throws MalformedMessageException {
    MapReader map = MapReader.of(message, limits);
    RecordsMessage records =
        new RecordsMessage(map.byteStrings(1, Response.MAX_RECORDS, limits.maximumBytes()));
    map.end();
    return records;
  }
}
