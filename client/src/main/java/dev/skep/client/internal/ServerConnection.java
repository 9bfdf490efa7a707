package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.issuer.RefusalCode;
import dev.skep.client.internal.ServerReply.Broken;
import dev.skep.client.internal.ServerReply.Message;
import dev.skep.client.internal.ServerReply.Refused;
import dev.skep.client.internal.ServerReply.Unreachable;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP binding's client end (spec section 9). Reads a bounded amount in a bounded time, follows
 * no redirect, and takes nothing but what the binding allows.
 */
final class ServerConnection {
  private static final String CBOR = "application/cbor";
  private static final String PROBLEM = "application/problem+json";
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpClient http;
  private final ServerAddress address;
  private final Duration timeout;

  ServerConnection(HttpClient http, ServerAddress address, Duration timeout) {
    this.http = http;
    this.address = address;
    this.timeout = timeout;
  }

  /** HTTP/1.1 without redirects, cookies or credentials. */
  static HttpClient http(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .build();
  }

  ServerAddress address() {
    return address;
  }

  /**
   * Sends one message and waits for the whole answer.
   *
   * @throws InterruptedException if the thread was interrupted; the exchange is cancelled
   */
  ServerReply post(URI resource, Bytes body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(resource)
            .timeout(timeout)
            .header("Content-Type", CBOR)
            .header("Accept", CBOR + ", " + PROBLEM)
            .POST(BodyPublishers.ofByteArray(body.toArray()))
            .build();
    CompletableFuture<HttpResponse<Optional<Bytes>>> pending =
        http.sendAsync(request, head -> new BoundedBody(maximumBytes(head.statusCode())));
    try {
      // The request's own time-out ends with the headers; a body could drip on for ever.
      return interpret(pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return timedOut();
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } finally {
      pending.cancel(true);
    }
  }

  private static int maximumBytes(int status) {
    return status == OK ? ClientLimits.MAXIMUM_MESSAGE_BYTES : ClientLimits.MAXIMUM_PROBLEM_BYTES;
  }

  private ServerReply interpret(HttpResponse<Optional<Bytes>> response) {
    int status = response.statusCode();
    if (status == OK) {
      return message(response);
    }
    if (status >= 300 && status < 400) {
      return new Broken(
          address
              + " redirects (HTTP "
              + status
              + "), which is not followed; give the server's"
              + " own address",
          false);
    }
    Optional<RefusalCode> code =
        isOfType(response, PROBLEM)
            ? response.body().flatMap(ProblemDocument::code)
            : Optional.empty();
    if (code.isEmpty() && status == UNAVAILABLE) {
      code = Optional.of(RefusalCode.UNAVAILABLE);
    }
    if (code.isPresent()) {
      return new Refused(code.get(), retryAfter(response));
    }
    return new Broken(
        address
            + " answered HTTP "
            + status
            + " and no code of this protocol; check that the"
            + " address is a SKEP server's",
        status >= 500);
  }

  private ServerReply message(HttpResponse<Optional<Bytes>> response) {
    if (!isOfType(response, CBOR)) {
      return new Broken(
          address
              + " answered with another content type than "
              + CBOR
              + "; check that the address"
              + " is a SKEP server's",
          false);
    }
    if (response.body().isEmpty()) {
      return new Broken(
          address + " answered with more than " + ClientLimits.MAXIMUM_MESSAGE_BYTES + " bytes",
          false);
    }
    return new Message(response.body().get());
  }

  private static boolean isOfType(HttpResponse<?> response, String type) {
    String found = response.headers().firstValue("Content-Type").orElse("");
    int parameters = found.indexOf(';');
    String media = parameters < 0 ? found : found.substring(0, parameters);
    return media.strip().toLowerCase(Locale.ROOT).equals(type);
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }

  private ServerReply failed(@Nullable Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return new Unreachable(
          "cannot connect to " + address + "; check the address and that the server runs");
    }
    if (cause instanceof HttpTimeoutException) {
      return timedOut();
    }
    if (cause instanceof SSLException) {
      return new Unreachable(
          "no secure connection to "
              + address
              + " ("
              + Printable.of(cause)
              + "); check the server's"
              + " certificate and this Java's trust store");
    }
    if (cause instanceof ProtocolException) {
      return new Broken(address + " does not speak HTTP (" + Printable.of(cause) + ")", false);
    }
    return new Unreachable(
        "the connection to " + address + " broke (" + Printable.of(cause) + "); try again");
  }

  private ServerReply timedOut() {
    return new Unreachable(
        address + " did not answer within " + timeout.toMillis() + " ms; try again later");
  }
}
