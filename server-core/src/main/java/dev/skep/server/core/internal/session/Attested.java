package dev.skep.server.core.internal.session;

import dev.skep.api.Bytes;
import dev.skep.api.Suite;
import dev.skep.api.issuer.AttestedSession;
import java.time.Instant;
import java.util.List;

/**
 * A response whose AK was verified, with all that the rest of its message needs. Closing it erases
 * the keys.
 *
 * @param session what the issuer's other roles are told
 * @param suite the four choices
 * @param chain SE_Cert, leaf first
 * @param leafPublicKey SE_PubK, SPKI in DER
 * @param serverPublicKey ServerPubK, SPKI in DER
 * @param transcriptHash TH
 * @param keys derived from K
 * @param expiresAt when the session ends at the latest, in whole milliseconds
 */
record Attested(
    AttestedSession session,
    Suite suite,
    List<Bytes> chain,
    Bytes leafPublicKey,
    Bytes serverPublicKey,
    Bytes transcriptHash,
    SessionKeys keys,
    Instant expiresAt)
    implements AutoCloseable {
  /** Copies the list. */
  Attested {
    chain = List.copyOf(chain);
  }

  /** What is kept until the session's end; the keys are shared. */
  EstablishedSession established() {
    return new EstablishedSession(session, suite.cipher(), keys, expiresAt);
  }

  @Override
  public void close() {
    keys.close();
  }
}
