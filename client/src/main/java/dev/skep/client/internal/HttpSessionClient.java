package dev.skep.client.internal;

import dev.skep.api.Bytes;
import dev.skep.api.SecretBytes;
import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.client.CeremonyListener;
import dev.skep.api.client.CeremonyOutcome;
import dev.skep.api.client.CeremonyOutcome.Failed;
import dev.skep.api.client.CeremonyRequest;
import dev.skep.api.client.SessionClient;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementException;
import dev.skep.api.se.SecurityElementInfo;
import dev.skep.client.internal.AttemptEnd.NewOffer;
import dev.skep.client.internal.journal.Journal;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import dev.skep.protocol.message.OfferRequest;
import dev.skep.protocol.provisioning.EnrollmentCode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
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
@ProvideSkep(Contracts.CLIENT)
public final class HttpSessionClient implements SessionClient {
  /** The configuration's name. */
  public static final String PID = "dev.skep.client";

  private static final Logger LOG = LoggerFactory.getLogger(HttpSessionClient.class);

  private final OfferHash offerHash;
  private final Backoff backoff;
  private final Pause pause;
  private volatile ClientMeans means;

  /** Begins with the algorithms that ServiceLoader finds, the default limits and no journal. */
  public HttpSessionClient() {
    this(
        AlgorithmCatalogue.fromServiceLoader(),
        ClientMeans.of(ClientLimits.DEFAULT, Journal.NONE),
        Waits.ofTheClock());
  }

  /**
   * Begins with the installed algorithms.
   *
   * @throws IllegalArgumentException if a setting is out of its range; names it
   */
  @Activate
  public HttpSessionClient(@Reference AlgorithmCatalogue catalogue, ClientSettings settings) {
    this(catalogue, ClientMeans.of(settings), Waits.ofTheClock());
  }

  HttpSessionClient(AlgorithmCatalogue catalogue, ClientMeans means, Waits waits) {
    this.offerHash = new OfferHash(catalogue);
    this.backoff = waits.backoff();
    this.pause = waits.pause();
    this.means = means;
  }

  /** How to wait between two tries. */
  record Waits(Backoff backoff, Pause pause) {
    static Waits ofTheClock() {
      return new Waits(
          new Backoff(new SecureRandom()), duration -> Thread.sleep(duration.toMillis()));
    }
  }

  /**
   * Takes changed settings over from the next ceremony on, while those that run go on as they
   * began; wrong ones change nothing.
   */
  @Modified
  public void modified(ClientSettings settings) {
    try {
      means = means.changed(settings);
    } catch (IllegalArgumentException e) {
      LOG.error("the settings stay as they were: {}", e.getMessage());
    }
  }

  @Override
  public CeremonyOutcome run(URI server, SecurityElement element, CeremonyListener listener)
      throws InterruptedException {
    return run(CeremonyRequest.of(server, element), listener);
  }

  @Override
  public CeremonyOutcome run(CeremonyRequest request, CeremonyListener listener)
      throws InterruptedException {
    Optional<String> problem = ServerAddress.problem(request.server());
    if (problem.isPresent()) {
      return new Failed(
          "unreachable",
          "the server's address cannot be used: "
              + problem.get()
              + "; give one such as http://localhost:8080",
          false);
    }
    Optional<SecretBytes> code = request.code().flatMap(EnrollmentCode::normalize);
    try {
      if (code.isEmpty() && request.code().isPresent()) {
        return new Failed(
            "no-code",
            "what was given is no enrolment code: one has four groups of five letters and digits;"
                + " type it as you got it",
            false);
      }
      return run(request, code, listener);
    } finally {
      code.ifPresent(SecretBytes::close);
    }
  }

  private CeremonyOutcome run(
      CeremonyRequest request, Optional<SecretBytes> code, CeremonyListener listener)
      throws InterruptedException {
    ClientMeans now = means;
    Ceremony.Ends ends =
        new Ceremony.Ends(
            new ServerConnection(
                now.http(), ServerAddress.of(request.server()), now.limits().requestTimeout()),
            new GuardedElement(request.element()));
    Ceremony.Task task =
        new Ceremony.Task(
            new OfferRequest(code.map(secret -> secret.use(Bytes::of))),
            new Approval(code, request.consent()),
            request.data(),
            offerHash,
            new Settlement(ends, now.journal(), backoff, pause),
            now.limits().attempts());
    try {
      SecurityElementInfo info = ends.element().info();
      if (!info.personalized()) {
        return new Failed(
            "security-element",
            "the SE "
                + Printable.of(info.id())
                + " is not personalised: it has no attestation key"
                + " with a certificate yet; personalise it first",
            false);
      }
      Optional<CeremonyOutcome> resumed =
          new Resumption(now.journal(), task.settlement()).run(ends, info.id(), listener);
      return resumed.isPresent() ? resumed.get() : attempts(ends, task, info, listener);
    } catch (SecurityElementException e) {
      return new Failed("security-element", "the SE failed: " + Printable.of(e), e.retryable());
    }
  }

  private CeremonyOutcome attempts(
      Ceremony.Ends ends, Ceremony.Task task, SecurityElementInfo info, CeremonyListener listener)
      throws InterruptedException, SecurityElementException {
    SecurityElementInfo current = info;
    for (int attempt = 1; ; attempt++) {
      AttemptEnd end = new Ceremony(ends, task, current, new Progress(listener)).run(attempt);
      if (end instanceof AttemptEnd.Final done) {
        LOG.debug("ceremony with {} ended: {}", info.id(), done.outcome());
        return done.outcome();
      }
      NewOffer again = (NewOffer) end;
      Duration asked = again.retryAfter().orElse(Duration.ZERO);
      if (attempt >= task.attempts()) {
        return lapsed(again, " (" + attempt + " offers were tried)");
      }
      if (asked.compareTo(ClientLimits.MAXIMUM_RETRY_AFTER) > 0) {
        return lapsed(again, "; it asks to come back in " + asked.toSeconds() + " s");
      }
      LOG.info("asking {} for a new offer: {}", ends.server().address(), again.failure().code());
      pause.pause(backoff.after(attempt, again.retryAfter()));
      current = ends.element().info(); // it may have lost an algorithm, or got it back
    }
  }

  private static Failed lapsed(NewOffer end, String more) {
    Failed failure = end.failure();
    return new Failed(failure.code(), failure.message() + more, failure.retryable());
  }
}
