package dev.skep.itest.session;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that has another one do all the work, and counts it. */
final class CountingEngine extends Provider {
  private static final long serialVersionUID = 1L;

  private final transient Provider worker;
  private final AtomicInteger uses = new AtomicInteger();

  /**
   * Stands before a worker.
   *
   * @param name its own name as an engine
   */
  CountingEngine(String name, Provider worker) {
    super(name, "1.0", "counts what " + worker.getName() + " does");
    this.worker = worker;
  }

  /** How many operations were begun until now. */
  int uses() {
    return uses.get();
  }

  @Override
  public Service getService(String type, String algorithm) {
    Service service = worker.getService(type, algorithm);
    return service == null ? null : new Counted(service);
  }

  private final class Counted extends Service {
    private final Service service;

    Counted(Service service) {
      super(
          CountingEngine.this,
          service.getType(),
          service.getAlgorithm(),
          service.getClassName(),
          List.of(),
          Map.of());
      this.service = service;
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
      uses.incrementAndGet();
      return service.newInstance(parameter);
    }

    @Override
    public boolean supportsParameter(Object parameter) {
      return service.supportsParameter(parameter);
    }
  }
}
