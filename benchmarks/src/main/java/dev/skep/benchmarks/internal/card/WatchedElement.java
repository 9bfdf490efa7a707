package dev.skep.benchmarks.internal.card;

import dev.skep.api.Bytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import java.util.List;

/**
 * A security element whose calls are timed.
 *
 * @param inner the driver's
 * @param counters get them
 */
record WatchedElement(SecurityElement inner, Counters counters) implements SecurityElement {
  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    return inner.info();
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    Established established = Counters.timed(counters.element, () -> inner.establish(request));
    counters.establishing.add(counters.commands.sum());
    return established;
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    return Counters.timed(counters.element, () -> inner.process(handle, records));
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    inner.abort(handle);
  }
}
