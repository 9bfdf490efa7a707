package dev.skep.demo.internal.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A line to the server that can be held at one moment: when the SE's receipt is on its way, so that
 * the SE has committed and the server does not know it. Passes bytes on and understands no more of
 * them than the first line of a request. Thread-safe.
 */
public final class Gate implements AutoCloseable {
  private static final int BUFFER_BYTES = 65_536;
  private static final String RECEIPT = "/records HTTP/1.1\r\n";

  private final URI server;
  private final ServerSocket listening;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private volatile boolean holds = true;

  /**
   * Listens on any free port of the loopback interface, and holds the first receipt that comes.
   *
   * @param server where everything else goes
   */
  public Gate(URI server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    start("demo-gate", this::acceptAll);
  }

  /** Where clients find the server. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /**
   * Waits until a receipt is held.
   *
   * @return whether one is
   */
  public boolean awaitHeld(Duration deadline) throws InterruptedException {
    return held.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets everything through from now on; what was held is lost. */
  public void open() {
    holds = false;
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket upstream = new Socket();
        open.add(client);
        open.add(upstream);
        upstream.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        start("demo-gate-there", () -> pass(client, upstream, true));
        start("demo-gate-back", () -> pass(upstream, client, false));
      } catch (IOException e) {
        return; // closed, or the server is gone: the client notices
      }
    }
  }

  private void pass(Socket from, Socket to, boolean requests) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      boolean lost = false;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        lost |= requests && holds && isReceipt(buffer, read);
        if (lost) {
          held.countDown();
        } else {
          out.write(buffer, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      return; // one end is gone
    }
  }

  private static boolean isReceipt(byte[] buffer, int length) {
    String head = new String(buffer, 0, Math.min(length, 256), StandardCharsets.ISO_8859_1);
    return head.startsWith("POST ") && head.contains(RECEIPT);
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Closeable one : open) {
      one.close();
    }
  }
}
