package dev.skep.se.software.internal.kernel;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.protocol.Transcript;
import dev.skep.protocol.cbor.MapWriter;

/**
 * {@code commit}: makes what the session made permanent, and answers {@code committed} with the
 * receipt {@code {1 number of objects, 2 SHA-256 over their digests in order}}. A session makes no
 * objects so far, so the receipt is over none.
 */
final class CommitOperation implements Operation {
  static final String NAME = "commit";
  static final String ANSWER = "committed";

  @Override
  public Effect apply(Bytes attributes, SecretBytes plaintext) {
    if (attributes.length() > 0 || plaintext.length() > 0) {
      return new Effect.Refused("a commit has neither attributes nor content");
    }
    Bytes receipt =
        new MapWriter().unsigned(1, 0).bytes(2, Transcript.digest("SHA-256", Bytes.EMPTY)).encode();
    return new Effect.Answered(ANSWER, Bytes.EMPTY, SecretBytes.adopt(receipt.toArray()), true);
  }
}
