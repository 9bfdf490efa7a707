package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.se.EstablishRequest;
import dev.skep.api.se.Established;
import dev.skep.api.se.ProcessResult;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.api.se.SessionHandle;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a faulty driver throws unchecked into the failure that callers know to handle. A
 * driver whose bundle was taken out meanwhile lacks the classes that it has not used so far.
 */
final class GuardedElement implements SecurityElement {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedElement.class);

  private final SecurityElement element;

  GuardedElement(SecurityElement element) {
    this.element = element;
  }

  private interface Call<T> {
    T on(SecurityElement element) throws SecurityElementException;
  }

  @Override
  public SecurityElementInfo info() throws SecurityElementException {
    return guarded(SecurityElement::info);
  }

  @Override
  public Established establish(EstablishRequest request) throws SecurityElementException {
    return guarded(target -> target.establish(request));
  }

  @Override
  public ProcessResult process(SessionHandle handle, List<Bytes> records)
      throws SecurityElementException {
    return guarded(target -> target.process(handle, records));
  }

  @Override
  public ProcessResult macData(SessionHandle handle, String label, Bytes data)
      throws SecurityElementException {
    return guarded(target -> target.macData(handle, label, data));
  }

  @Override
  public void abort(SessionHandle handle) throws SecurityElementException {
    guarded(
        target -> {
          target.abort(handle);
          return handle;
        });
  }

  private <T> T guarded(Call<T> call) throws SecurityElementException {
    try {
      return call.on(element);
    } catch (LinkageError e) {
      // It leads to classes of that bundle: neither a log nor a caller may keep it.
      LOG.warn(
          "the driver of a security element lacks a part ({}); was it taken out?", e.toString());
      throw new SecurityElementException(
          SecurityElementException.Kind.REFUSED,
          "its driver lacks a part ("
              + e.getClass().getSimpleName()
              + "): it was taken out or exchanged; begin again");
    } catch (RuntimeException e) {
      LOG.warn("the driver of a security element failed unexpectedly", e);
      throw new SecurityElementException(
          SecurityElementException.Kind.REFUSED,
          "its driver failed unexpectedly ("
              + e.getClass().getSimpleName()
              + "); the log says more",
          e);
    }
  }
}
