package dev.skep.api.se;

import dev.skep.api.Bytes;

/**
 * HK: names a session inside one SE. Opaque: a random number, or the session wrapped under the SE's
 * master key. It gives its holder the use of the session, never a key.
 *
 * @param value opaque bytes
 */
public record SessionHandle(Bytes value) {
  /** Says how long it is; a handle is a bearer token and stays out of logs. */
  @Override
  public String toString() {
    return "SessionHandle[" + value.length() + " bytes]";
  }
}
