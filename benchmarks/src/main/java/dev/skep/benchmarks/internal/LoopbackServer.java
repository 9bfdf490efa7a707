package dev.skep.benchmarks.internal;

import dev.skep.server.http.internal.HttpBinding;
import java.net.URI;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP binding in a Jetty of its own, on a free port of the loopback interface. */
final class LoopbackServer implements AutoCloseable {
  /** What the names of its threads begin with. */
  static final String THREAD_NAMES = "issuer-http";

  private static final int THREADS = 24;

  private final HttpBinding binding;
  private final Server server;
  private final ServerConnector connector;

  /**
   * Starts it.
   *
   * @param binding deactivated at the end
   */
  LoopbackServer(HttpBinding binding) throws Exception {
    this.binding = binding;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, THREADS);
    threads.setName(THREAD_NAMES);
    server = new Server(threads);
    connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder holder = new ServletHolder(binding);
    holder.setAsyncSupported(true);
    context.addServlet(holder, "/skep/v1/*");
    server.setHandler(context);
    server.start();
  }

  /** Where it is. */
  URI address() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() throws Exception {
    binding.deactivate();
    server.stop();
  }
}
