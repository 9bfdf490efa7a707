package dev.skep.se.kernel.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.SessionHandle;
import java.util.Optional;

/** How a handle names a session, and where the session's state rests between calls. */
sealed interface HandleKind permits MemoryHandles, WrappedHandles {
  /**
   * A handle that its holder shows. Closing it erases what it carried.
   *
   * @see #read
   */
  interface Claim extends AutoCloseable {
    /** The id of the slot that it speaks of. */
    Bytes slotId();

    /** Whether it is the slot's latest handle; asked with the slot's lock held. */
    boolean isLatest(SessionSlot slot);

    /** The session's state, which stays the claim's or the slot's; empty if it is not there. */
    Optional<SessionState> state(SessionSlot slot);

    @Override
    void close();
  }

  /** A fresh name for a session, known to nobody yet. */
  Name newName();

  /**
   * What a session is called.
   *
   * @param slotId in the table
   * @param secret what the holder has to show, empty where that is more than a name
   */
  record Name(Bytes slotId, Bytes secret) {
    @Override
    public String toString() {
      return "Name[]";
    }
  }

  /**
   * Puts a fresh session to rest.
   *
   * @param state taken over
   * @return its handle
   */
  SessionHandle begin(Name name, SessionSlot slot, SessionState state);

  /**
   * Puts a session to rest again after the use of a handle.
   *
   * @param used the handle that was used, with the slot's lock still held
   * @return the latest handle from now on
   */
  SessionHandle rest(SessionHandle used, SessionSlot slot, SessionState state);

  /** Reads a handle; empty if this SE cannot have made it. */
  Optional<Claim> read(SessionHandle handle);
}
