package dev.skep.server.http.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A peer that writes whatever bytes it likes, well-formed HTTP or not. */
final class RawPeer implements AutoCloseable {
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  RawPeer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
  }

  /** A request line with the headers that each request needs, and those given. */
  static String head(String method, String path, String... headers) {
    return "%s %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
        .formatted(method, path, headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
  }

  RawPeer write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawPeer write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Says that nothing more will come, and goes on reading. */
  RawPeer endOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Waits until the server asks for the body. */
  RawPeer awaitContinue() throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    String line =
        new String(
            socket.getInputStream().readNBytes(CONTINUE.length()), StandardCharsets.ISO_8859_1);
    if (!line.equals(CONTINUE)) {
      throw new IOException("not a request to go on: " + line);
    }
    return this;
  }

  /** Everything until the server closes the connection. */
  String readToEnd() throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      socket.getInputStream().transferTo(all);
    } catch (SocketException reset) {
      // The server may close while bytes of ours are still on their way.
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** Writes a byte every few milliseconds until the server answers; then reads to the end. */
  String dripUntilAnswered(int gapMillis) throws IOException {
    socket.setSoTimeout(gapMillis);
    long giveUpAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (System.nanoTime() < giveUpAt) {
      try {
        int first = socket.getInputStream().read();
        return first < 0 ? "" : (char) first + readToEnd();
      } catch (SocketTimeoutException notYet) {
        write("x");
      }
    }
    return "no answer";
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
