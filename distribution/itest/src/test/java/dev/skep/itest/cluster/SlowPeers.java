package dev.skep.itest.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Connections that say nothing, do not end what they began, or announce too much. */
final class SlowPeers implements AutoCloseable {
  private static final String ADDRESS = "198.51.100.99";
  private static final long HUGE = 1L << 40;

  private final List<Line> lines = new ArrayList<>();

  /** Opens so many of each. */
  SlowPeers(URI server, int each) throws IOException {
    for (int i = 0; i < each; i++) {
      begin(server, "POST /skep/v1/of");
      begin(server, Line.head("sessions", ADDRESS, 1_000) + "x");
      Line huge = begin(server, Line.head("sessions", ADDRESS, HUGE));
      int status = huge.read().status();
      if (status != 413) {
        throw new AssertionError("a huge body gets " + status);
      }
    }
  }

  private Line begin(URI server, String what) throws IOException {
    Line line = new Line(server);
    lines.add(line);
    line.write(what, new byte[0]);
    return line;
  }

  @Override
  public void close() throws IOException {
    for (Line line : lines) {
      line.close();
    }
  }
}
