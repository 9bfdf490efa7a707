package dev.skep.se.kernel.internal.object;

import dev.skep.api.SecretBytes;
import dev.skep.protocol.cbor.MalformedMessageException;

/** Takes joined secrets apart again, one after the other. Not thread-safe. */
public final class SecretCursor {
  private final SecretBytes joined;
  private int position;

  /**
   * Begins with the first.
   *
   * @param joined read, not kept after the last
   */
  public SecretCursor(SecretBytes joined) {
    this.joined = joined;
  }

  /**
   * The next secret, which the caller closes.
   *
   * @throws MalformedMessageException if there are not that many bytes
   */
  public SecretBytes next(long length) throws MalformedMessageException {
    if (length < 0 || length > joined.length() - position) {
      throw new MalformedMessageException("SE-2", "its secrets are not all there");
    }
    SecretBytes secret = joined.slice(position, (int) length);
    position += (int) length;
    return secret;
  }

  /** How many bytes are left. */
  public int left() {
    return joined.length() - position;
  }
}
