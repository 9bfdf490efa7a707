package dev.skep.protocol;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;

/**
 * What AK signs: {@code "SKEP/1 attestation" ‖ 00 ‖ TH ‖ CK} (spec rule T-3). The tag keeps it
 * apart from anything else that an attestation key may ever sign.
 */
public final class AttestationMessage {
  private static final Bytes TAG =
      Bytes.concat(Bytes.utf8(Transcript.PROTOCOL + " attestation"), Bytes.of(new byte[1]));

  private AttestationMessage() {}

  /**
   * Joins the message.
   *
   * @param transcriptHash TH
   * @param confirmationKey CK; it is signed, so it is no secret afterwards
   */
  public static Bytes of(Bytes transcriptHash, SecretBytes confirmationKey) {
    return Bytes.concat(TAG, transcriptHash, confirmationKey.use(Bytes::of));
  }
}
