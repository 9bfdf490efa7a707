package dev.skep.testkit.se;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Calls on an SE with what must come of them. Each fails with an {@link AssertionError}. */
public final class Calls {
  private Calls() {}

  /** The SE takes the records. */
  public static Answered answered(SecurityElement element, SessionHandle handle, Bytes... records)
      throws SecurityElementException {
    ProcessResult result = element.process(handle, List.of(records));
    return assertInstanceOf(Answered.class, result, "the SE did not take good records");
  }

  /** The records close the session, which is gone then. */
  public static void closes(SecurityElement element, SessionHandle handle, Bytes... records)
      throws SecurityElementException {
    ProcessResult result = element.process(handle, List.of(records));
    assertEquals(new Closed(), result, "the SE took records that close a session");
    noSuchSession(element, handle, records[0]);
  }

  /**
   * The handle names no session.
   *
   * @return what the SE says, which must be the same for each such handle (spec rule E-8)
   */
  public static String noSuchSession(SecurityElement element, SessionHandle handle, Bytes record) {
    return noSuchSession(() -> element.process(handle, List.of(record)));
  }

  /** The same for any call. */
  public static String noSuchSession(Executable call) {
    SecurityElementException thrown = assertThrows(SecurityElementException.class, call);
    assertEquals(Kind.NO_SUCH_SESSION, thrown.kind(), thrown.getMessage());
    assertNull(thrown.getCause(), "a cause tells one handle from another");
    return String.valueOf(thrown.getMessage());
  }

  /**
   * The SE will not do this.
   *
   * @return what it says
   */
  public static String refused(Executable call) {
    SecurityElementException thrown = assertThrows(SecurityElementException.class, call);
    assertEquals(Kind.REFUSED, thrown.kind(), thrown.getMessage());
    return String.valueOf(thrown.getMessage());
  }
}
