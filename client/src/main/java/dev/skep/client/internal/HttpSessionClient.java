package dev.skep.client.internal;

import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.SessionClient;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.client.internal.AttemptEnd.NewOffer;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ceremonies over HTTP and begins again with a new offer where that can help. Thread-safe; any
 * number of ceremonies may run at once.
 */
@Component(service = SessionClient.class, configurationPid = HttpSessionClient.PID)
@Designate(ocd = ClientSettings.class)
public final class HttpSessionClient implements SessionClient {
  /** The configuration's name. */
  public static final String PID = "dev.skep.client";

  private static final Logger LOG = LoggerFactory.getLogger(HttpSessionClient.class);

  private final OfferHash offerHash;
  private final ClientLimits limits;
  private final Backoff backoff;
  private final Pause pause;
  private final HttpClient http;

  /** Begins with the algorithms that ServiceLoader finds and the default limits. */
  public HttpSessionClient() {
    this(AlgorithmCatalogue.fromServiceLoader(), ClientLimits.DEFAULT);
  }

  /**
   * Begins with the installed algorithms.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  @Activate
  public HttpSessionClient(@Reference AlgorithmCatalogue catalogue, ClientSettings settings) {
    this(catalogue, ClientLimits.of(settings));
  }

  private HttpSessionClient(AlgorithmCatalogue catalogue, ClientLimits limits) {
    this(
        catalogue,
        limits,
        new Backoff(new SecureRandom()),
        duration -> Thread.sleep(duration.toMillis()));
  }

  HttpSessionClient(
      AlgorithmCatalogue catalogue, ClientLimits limits, Backoff backoff, Pause pause) {
    this.offerHash = new OfferHash(catalogue);
    this.limits = limits;
    this.backoff = backoff;
    this.pause = pause;
    this.http = ServerConnection.http(limits.connectTimeout());
  }

  @Override
  public CeremonyOutcome run(URI server, SecurityElement element, CeremonyListener listener)
      throws InterruptedException {
    Optional<String> problem = ServerAddress.problem(server);
    if (problem.isPresent()) {
      return new Failed(
          "unreachable",
          "the server's address cannot be used: "
              + problem.get()
              + "; give one such as http://localhost:8080",
          false);
    }
    ServerConnection connection =
        new ServerConnection(http, ServerAddress.of(server), limits.requestTimeout());
    SecurityElement guarded = new GuardedElement(element);
    try {
      SecurityElementInfo info = guarded.info();
      if (!info.personalized()) {
        return new Failed(
            "security-element",
            "the SE "
                + Printable.of(info.id())
                + " is not personalised: it has no attestation key"
                + " with a certificate yet; personalise it first",
            false);
      }
      return attempts(new Ceremony.Ends(connection, guarded), info, listener);
    } catch (SecurityElementException e) {
      return new Failed("security-element", "the SE failed: " + Printable.of(e), e.retryable());
    }
  }

  private CeremonyOutcome attempts(
      Ceremony.Ends ends, SecurityElementInfo info, CeremonyListener listener)
      throws InterruptedException, SecurityElementException {
    SecurityElementInfo current = info;
    for (int attempt = 1; ; attempt++) {
      AttemptEnd end = new Ceremony(ends, current, offerHash, listener).run(attempt);
      if (end instanceof AttemptEnd.Final done) {
        LOG.debug("ceremony with {} ended: {}", info.id(), done.outcome());
        return done.outcome();
      }
      NewOffer again = (NewOffer) end;
      Duration asked = again.retryAfter().orElse(Duration.ZERO);
      if (attempt >= limits.attempts()) {
        return lapsed(again, " (" + attempt + " offers were tried)");
      }
      if (asked.compareTo(ClientLimits.MAXIMUM_RETRY_AFTER) > 0) {
        return lapsed(again, "; it asks to come back in " + asked.toSeconds() + " s");
      }
      LOG.info("asking {} for a new offer: {}", ends.server().address(), again.code().text());
      pause.pause(backoff.after(attempt, again));
      current = ends.element().info(); // it may have lost an algorithm, or got it back
    }
  }

  private static Failed lapsed(NewOffer end, String more) {
    return new Failed(end.code().text(), RefusalText.of(end.code()) + more, true);
  }
}
