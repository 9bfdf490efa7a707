package dev.skep.itest.cluster;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One connection to a server, for somebody who spends as little on a request as can be. */
final class Line implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI server;
  private @Nullable Socket socket;
  private @Nullable InputStream input;

  /** Connects with the first request. */
  Line(URI server) {
    this.server = server;
  }

  /** What a request got. */
  record Answer(int status, byte[] body) {}

  /** Sends a request as a proxy does for a client, and waits for the answer. */
  Answer post(String path, String client, byte[] body) throws IOException {
    write(head(path, client, body.length), body);
    return read();
  }

  /** The head of a request. */
  static String head(String path, String client, long bodyBytes) {
    return "POST /skep/v1/"
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cbor\r\nX-Forwarded-For: "
        + client
        + "\r\nContent-Length: "
        + bodyBytes
        + "\r\n\r\n";
  }

  /** Sends some bytes and waits for nothing. */
  void write(String head, byte[] body) throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket(server.getHost(), server.getPort());
      open.setTcpNoDelay(true);
      open.setSoTimeout(PATIENCE_MILLIS);
      socket = open;
      input = new BufferedInputStream(open.getInputStream());
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(head.getBytes(StandardCharsets.US_ASCII));
    whole.write(body);
    open.getOutputStream().write(whole.toByteArray());
  }

  /** Waits for an answer. */
  Answer read() throws IOException {
    InputStream from = input;
    if (from == null) {
      throw new IOException("nothing was sent");
    }
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = from.read();
      if (next < 0) {
        throw new EOFException("no answer, but " + head);
      }
      head.append((char) next);
    }
    String lines = head.toString().toLowerCase(Locale.ROOT);
    Matcher length = LENGTH.matcher(lines);
    byte[] body = from.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    if (lines.contains("\r\nconnection: close\r\n")) {
      close();
    }
    return new Answer(Integer.parseInt(lines.substring(9, 12)), body);
  }

  @Override
  public void close() throws IOException {
    Socket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }
}
