package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.provisioning.KeyTerms;
import dev.skep.protocol.RecordChannel;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.provisioning.Operations;
import dev.skep.protocol.provisioning.OutsideDataMac;
import dev.skep.protocol.provisioning.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * The records that came with a response (spec rule S-14): one {@code key.generated} for each key of
 * the request, in its order; {@code data.mac} anywhere. Not thread-safe.
 */
final class EarlyRecords {
  private final MessageContext context;
  private final RecordChannel channel;
  private final KeyCheck check;
  private final OutsideData outsideData;
  private final List<GeneratedKey> keys = new ArrayList<>();
  private final List<Bytes> changes = new ArrayList<>();

  EarlyRecords(
      MessageContext context, RecordChannel channel, KeyCheck check, OutsideData outsideData) {
    this.context = context;
    this.channel = channel;
    this.check = check;
    this.outsideData = outsideData;
  }

  /** What the SE made, in the order of the request, and the digests of these changes. */
  record Made(List<GeneratedKey> keys, List<Bytes> changes) {
    /** Copies the lists. */
    Made {
      keys = List.copyOf(keys);
      changes = List.copyOf(changes);
    }
  }

  /** Opens and checks all of them. */
  Made take(List<KeyTerms> wanted, List<Bytes> records) throws Refusal {
    if (records.size() > wanted.size() + OutsideDataMac.MAX_RECORDS) {
      throw Refusal.rejected("S-14", records.size() + " early records are too many");
    }
    for (Bytes record : records) {
      Opened opened = channel.open(record, context.limits());
      if (opened instanceof Opened.Failed failed) {
        throw Refusal.rejected(failed.rejection().rule(), failed.rejection().reason());
      }
      try (Opened.Content content = (Opened.Content) opened) {
        take(wanted, content);
      }
    }
    if (keys.size() < wanted.size()) {
      throw Refusal.rejected(
          "S-14", wanted.size() + " keys were asked for, " + keys.size() + " came");
    }
    if (!keys.isEmpty()) {
      context.audit().passed("the keys were made in this SE and session, as they were asked for");
    }
    return new Made(keys, changes);
  }

  private void take(List<KeyTerms> wanted, Opened.Content content) throws Refusal {
    if (content.op().equals(Operations.DATA_MAC)) {
      outsideData.take(content);
      return;
    }
    if (!content.op().equals(Operations.KEY_GENERATED) || keys.size() == wanted.size()) {
      throw Refusal.rejected("S-14", "an early record that nobody asked for: " + content.op());
    }
    if (content.plaintext().length() > 0) {
      throw Refusal.rejected("D-6", "a record on a key has content");
    }
    GeneratedKey key = check.check(wanted.get(keys.size()), content.attributes());
    if (keys.stream().anyMatch(other -> other.publicKey().equals(key.publicKey()))) {
      throw Refusal.rejected("D-7", "two keys of one session are the same");
    }
    keys.add(key);
    changes.add(Receipt.change(content.op(), content.attributes(), content.plaintext()));
  }
}
