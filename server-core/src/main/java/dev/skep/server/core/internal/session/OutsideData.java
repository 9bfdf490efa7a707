package dev.skep.server.core.internal.session;

import dev.skep.api.SecretBytes;
import dev.skep.protocol.RecordChannel.Opened;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.MalformedMessageException;
import dev.skep.protocol.provisioning.OutsideDataMac;

/**
 * Takes the {@code data.mac} records of one message (spec rule R-10). What they say goes into the
 * audit event and nowhere else. Not thread-safe.
 */
final class OutsideData {
  private final MessageContext context;
  private final SecretBytes externalKey;
  private int taken;

  /**
   * Goes on with a session.
   *
   * @param externalKey read, not kept
   * @param taken how many records the session had before
   */
  OutsideData(MessageContext context, SecretBytes externalKey, int taken) {
    this.context = context;
    this.externalKey = externalKey;
    this.taken = taken;
  }

  /** How many records the session had. */
  int taken() {
    return taken;
  }

  /** Verifies one record and notes its label, length and SHA-256. */
  void take(Opened.Content record) throws Refusal {
    if (taken == OutsideDataMac.MAX_RECORDS) {
      throw Refusal.rejected("R-10", "more than " + taken + " records of outside data");
    }
    OutsideDataMac data = decode(record);
    try (SecretBytes expected = data.mac(externalKey)) {
      if (!record.plaintext().matches(expected)) {
        throw Refusal.rejected("R-10", "a MAC over outside data is wrong");
      }
    }
    taken++;
    String key = "outside." + taken;
    context.audit().detail(key + ".label", data.label());
    context.audit().detail(key + ".bytes", Integer.toString(data.data().length()));
    context.audit().detail(key + ".sha256", Transcript.digest("SHA-256", data.data()).toHex());
    context.audit().passed("the MAC over outside data verifies");
  }

  private OutsideDataMac decode(Opened.Content record) throws Refusal {
    try {
      return OutsideDataMac.decode(record.attributes(), context.limits());
    } catch (MalformedMessageException e) {
      throw Refusal.rejected("R-10", "outside data of the wrong form: " + e.rejection().reason());
    }
  }
}
