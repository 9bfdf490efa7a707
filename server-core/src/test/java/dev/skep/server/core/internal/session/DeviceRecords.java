package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.CborLimits;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.cbor.MapWriter;
import dev.skep.protocol.message.RecordsMessage;
import dev.skep.server.core.internal.session.GenuineDevice.Run;
import java.util.List;

/** What a device sends after its response was accepted. */
final class DeviceRecords {
  private DeviceRecords() {}

  static Bytes empty() {
    return new RecordsMessage(List.of()).encode();
  }

  static Bytes message(Bytes... records) {
    return new RecordsMessage(List.of(records)).encode();
  }

  static List<Bytes> of(Answer.Accepted answer) {
    try {
      return RecordsMessage.decode(answer.body(), CborLimits.DEFAULT).records();
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the server's commit and answers it. */
  static Bytes receipt(GenuineDevice device, Run run, Answer.Accepted first) {
    try (RecordChannel channel = device.channel(run)) {
      Bytes commit = of(first).get(0);
      if (!(channel.open(commit, CborLimits.DEFAULT) instanceof Opened.Content content)
          || !content.op().equals("commit")) {
        throw new IllegalStateException("no commit");
      }
      return message(committed(channel));
    }
  }

  static Bytes committed(RecordChannel channel) {
    Bytes digest = Transcript.digest("SHA-256", Bytes.EMPTY);
    Bytes receipt = new MapWriter().unsigned(1, 0).bytes(2, digest).encode();
    try (SecretBytes plaintext = SecretBytes.adopt(receipt.toArray())) {
      return channel.seal("committed", Bytes.EMPTY, plaintext);
    }
  }
}
