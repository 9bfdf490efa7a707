package dev.skep.se.pcsc.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Another program at the same reader: {@link RivalMain} in a process of its own. */
final class Rival implements AutoCloseable {
  private final Process process;
  private final PrintStream orders;
  private final BufferedReader replies;

  Rival(Path socket, String reader) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            RivalMain.class.getName(),
            reader);
    builder.environment().put("PCSCLITE_CSOCK_NAME", socket.toString());
    process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    replies =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /** Has it do something, and waits until it is done. */
  Rival does(String order) throws IOException {
    orders.println(order);
    String reply = replies.readLine();
    if (!"ok".equals(reply)) {
      throw new IOException(order + ": " + reply);
    }
    return this;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
