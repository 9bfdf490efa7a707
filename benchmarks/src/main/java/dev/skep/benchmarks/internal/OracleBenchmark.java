package dev.skep.benchmarks.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.IssuerServer.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.inference.TestUtils;

/**
 * Whether a peer can tell by time or content why it was rejected (attacks 31 and 76). Responses
 * with the four faults are sent in random order; the times of each two faults are compared by
 * Welch's t-test, of all times and of those below several quantiles, since what disturbs a machine
 * makes times longer only. A value above {@link #THRESHOLD} tells two faults apart.
 */
final class OracleBenchmark {
  /** What statistics of leakage commonly call a difference. */
  static final double THRESHOLD = 4.5;

  /** Where AK is refused. */
  static final String AK_RULE = "S-12";

  private static final double[] CROPS = {1.0, 0.95, 0.9, 0.75, 0.5};
  private static final double MEDIAN = 0.5;
  private static final int FEWEST = 2;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int ROUNDS_OF_WARM_UP = 4;

  private final OracleServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Fault, List<Double>> bare = new EnumMap<>(Fault.class);
  private final Map<Fault, List<Double>> overHttp = new EnumMap<>(Fault.class);
  private final Set<String> answers = new LinkedHashSet<>();

  OracleBenchmark(OracleServer server) {
    this.server = server;
  }

  /**
   * Measures.
   *
   * @param bareTimes how many responses of each fault go to the server itself
   * @param httpTimes how many go to it over HTTP, where each takes a step of 50 ms
   */
  void run(int bareTimes, int httpTimes) throws IOException, InterruptedException {
    for (int i = 0; i < bareTimes / ROUNDS_OF_WARM_UP; i++) {
      for (Fault fault : Fault.values()) {
        measureBare(fault);
      }
    }
    for (Fault fault : shuffled(bareTimes)) {
      note(bare, fault, measureBare(fault));
    }
    for (Fault fault : shuffled(httpTimes)) {
      note(overHttp, fault, measureOverHttp(fault));
    }
  }

  private static List<Fault> shuffled(int times) {
    List<Fault> order = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      order.addAll(Collections.nCopies(times, fault));
    }
    Collections.shuffle(order);
    return order;
  }

  private static void note(Map<Fault, List<Double>> times, Fault fault, double time) {
    times.computeIfAbsent(fault, f -> new ArrayList<>()).add(time);
  }

  private static List<Double> of(Map<Fault, List<Double>> times, Fault fault) {
    return times.getOrDefault(fault, List.of());
  }

  private double measureBare(Fault fault) {
    Bytes response = server.response(fault);
    Answer[] answer = new Answer[1];
    long nanos = CpuTime.of(1, () -> answer[0] = server.ceremony().establish(response, "peer"));
    if (!(answer[0] instanceof Answer.Refused)) {
      throw new IllegalStateException(fault + " was not refused: " + answer[0]);
    }
    return nanos;
  }

  private double measureOverHttp(Fault fault) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.sessions())
            .header("Content-Type", "application/cbor")
            .POST(HttpRequest.BodyPublishers.ofByteArray(server.response(fault).toArray()))
            .build();
    long begin = System.nanoTime();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    long nanos = System.nanoTime() - begin;
    Map<String, List<String>> headers = new HashMap<>(response.headers().map());
    headers.remove("date");
    answers.add(response.statusCode() + " " + headers + " " + Bytes.of(response.body()).toHex());
    return nanos;
  }

  /** The different answers over HTTP, without their dates: one, if nothing can be told. */
  Set<String> answers() {
    return answers;
  }

  /** The result, as Markdown. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append("| compared | where | medians, ms | largest \\|t\\| | below 4.5 |\n");
    table.append("|---|---|---|---|---|\n");
    for (Fault one : Fault.values()) {
      for (Fault other : Fault.values()) {
        if (one.compareTo(other) < 0) {
          table.append(row(one, other, "server, CPU time", bare));
          table.append(row(one, other, "HTTP", overHttp));
        }
      }
    }
    table.append(
        String.format(
            Locale.ROOT,
            "%nEach fault: %d responses to the server itself, %d over HTTP; different answers over"
                + " HTTP: %d.%n",
            of(bare, Fault.PADDING).size(),
            of(overHttp, Fault.PADDING).size(),
            answers.size()));
    return table.toString();
  }

  private static String row(Fault one, Fault other, String where, Map<Fault, List<Double>> times) {
    double[] first = sorted(of(times, one));
    double[] second = sorted(of(times, other));
    double t = largest(first, second);
    return String.format(
        Locale.ROOT,
        "| %s, %s | %s | %.3f, %.3f | %.1f | %s |%n",
        one.text(),
        other.text(),
        where,
        quantile(first, MEDIAN) / NANOS_PER_MILLI,
        quantile(second, MEDIAN) / NANOS_PER_MILLI,
        t,
        t < THRESHOLD ? "yes" : "**no**");
  }

  /** The largest |t| of all croppings; each drops what is above one quantile of both together. */
  static double largest(double[] first, double[] second) {
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    Arrays.sort(all);
    double largest = 0;
    for (double crop : CROPS) {
      double limit = quantile(all, crop);
      double[] shortOfFirst = upTo(limit, first);
      double[] shortOfSecond = upTo(limit, second);
      // Where nearly all of one are above the limit, the whole samples differ as well.
      if (shortOfFirst.length >= FEWEST && shortOfSecond.length >= FEWEST) {
        largest = Math.max(largest, Math.abs(TestUtils.t(shortOfFirst, shortOfSecond)));
      }
    }
    return largest;
  }

  private static double[] upTo(double limit, double[] times) {
    return Arrays.stream(times).filter(time -> time <= limit).toArray();
  }

  private static double quantile(double[] sorted, double part) {
    return sorted[(int) Math.round(part * (sorted.length - 1))];
  }

  private static double[] sorted(List<Double> times) {
    return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
