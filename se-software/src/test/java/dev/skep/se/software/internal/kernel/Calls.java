package dev.skep.se.software.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.api.Bytes;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.ProcessResult.Answered;
import dev.skep.api.se.ProcessResult.Closed;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementException.Kind;
import dev.skep.api.se.SessionHandle;
import java.util.List;

/** Calls on an SE with what must come of them. */
final class Calls {
  private static final String NO_SUCH = "this security element has no such session";

  private Calls() {}

  static SessionHandle handle(Device.Session session) {
    return session.established().handle();
  }

  static Answered answered(KernelSecurityElement element, SessionHandle handle, Bytes... records)
      throws SecurityElementException {
    ProcessResult result = element.process(handle, List.of(records));
    assertThat(result).isInstanceOf(Answered.class);
    return (Answered) result;
  }

  static void closes(KernelSecurityElement element, SessionHandle handle, Bytes... records)
      throws SecurityElementException {
    assertThat(element.process(handle, List.of(records))).isEqualTo(new Closed());
    noSuchSession(element, handle, records[0]);
  }

  static void noSuchSession(KernelSecurityElement element, SessionHandle handle, Bytes record) {
    assertThatThrownBy(() -> element.process(handle, List.of(record)))
        .isInstanceOfSatisfying(
            SecurityElementException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.NO_SUCH_SESSION);
              assertThat(e.getCause()).isNull();
            })
        .hasMessage(NO_SUCH);
  }
}
