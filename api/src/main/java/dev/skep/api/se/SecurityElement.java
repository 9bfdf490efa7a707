package dev.skep.api.se;

import dev.skep.api.Bytes;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One security element, blank or personalised: a card in a reader, a token, a software SE.
 * Thread-safe; calls on one session are serialised.
 *
 * <p>Guarantee: K, derived keys and imported secrets exist only behind this interface. It does not
 * authenticate the server: an SE cannot tell a rogue server from a genuine one, which gets its own
 * session and its own objects and nothing else.
 */
@ConsumerType
public interface SecurityElement {
  /** The service property that carries the SE's id, for example {@code soft:alice}. */
  String ID_PROPERTY = "skep.se.id";

  /**
   * What the SE says of itself.
   *
   * @throws SecurityElementException if the SE cannot be asked
   */
  SecurityElementInfo info() throws SecurityElementException;

  /**
   * Makes K, encapsulates it and attests it, atomically (spec section 5): either all of the result
   * exists, or nothing.
   *
   * @return a handle for {@link #process} and what goes to the server
   * @throws SecurityElementException if the SE is not personalised, does not have the suite,
   *     refuses the key, or cannot be reached
   */
  Established establish(EstablishRequest request) throws SecurityElementException;

  /**
   * Takes the server's records in order and gives the SE's answers. The records that ended a
   * session with a commit get the same answers again, also after a restart (spec rule P-2).
   *
   * @param handle the latest handle of the session
   * @param records one or more records, CBOR
   * @return the answers, or that a record failed and the session is closed
   * @throws SecurityElementException with {@code NO_SUCH_SESSION} for a handle that is guessed,
   *     foreign, closed, expired or older than the latest
   */
  ProcessResult process(SessionHandle handle, List<Bytes> records) throws SecurityElementException;

  /**
   * Puts data that was made outside the SE under the session's external key (spec rule R-10): who
   * opens the record knows that it went through this SE in this session, and nothing more.
   *
   * @param handle the latest handle of the session
   * @param label as {@code Labels} of the provisioning package
   * @param data up to 16,384 bytes
   * @return one record {@code data.mac} for the server, to be sent after all that came before
   * @throws SecurityElementException with {@code REFUSED} if this SE cannot, or as {@link #process}
   */
  default ProcessResult macData(SessionHandle handle, String label, Bytes data)
      throws SecurityElementException {
    throw new SecurityElementException(
        SecurityElementException.Kind.REFUSED, "this security element takes no outside data");
  }

  /**
   * Drops the session and all that it made and has not committed. An unknown handle is ignored.
   *
   * @throws SecurityElementException if the SE cannot be reached
   */
  void abort(SessionHandle handle) throws SecurityElementException;
}
