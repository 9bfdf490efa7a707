package dev.skep.server.http.internal;

import dev.skep.api.capability.Contracts;
import dev.skep.api.capability.ProvideSkep;
import dev.skep.api.capability.RequireSkepServer;
import dev.skep.api.issuer.IssuerServer;
import dev.skep.api.issuer.RevocationListSource;
import dev.skep.server.http.internal.Gate.Admission;
import dev.skep.server.http.internal.Gate.Admission.Admitted;
import dev.skep.server.http.internal.Gate.Admission.Refused;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.servlet.whiteboard.annotations.RequireHttpWhiteboard;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servlet of {@code /skep/v1} (spec section 9). Checks what can be checked before a body is
 * read, cheapest first, and leaves the rest to an {@link Exchange}.
 *
 * <p>It stays registered while issuer's servers and CAs come and go; without a server it answers
 * 503, without a CA there is nothing that it publishes.
 */
@Component(service = Servlet.class, configurationPid = HttpBindingConfiguration.PID)
@Designate(ocd = HttpBindingConfiguration.class)
@RequireHttpWhiteboard
@HttpWhiteboardServletName("skep")
@HttpWhiteboardServletPattern(Route.BASE + "/*")
@HttpWhiteboardServletAsyncSupported
@ProvideSkep(Contracts.BINDING)
@RequireSkepServer
public final class HttpBinding extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HttpBinding.class);

  /** How long a server that leaves may take for the calls that it is still working on. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(10);

  private final transient Gate gate;
  private final transient Places working = new Places();
  private final transient ServiceSlot<IssuerServer> slot = new ServiceSlot<>();
  private final transient IssuerDesk desk = new IssuerDesk(slot, working);
  private final transient ServiceSlot<RevocationListSource> sources = new ServiceSlot<>();
  private final transient PublicationDesk publications = new PublicationDesk(sources, working);
  private final transient Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final transient Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();
  private final transient ScheduledThreadPoolExecutor timer = newTimer();
  private transient volatile Limits limits;

  /**
   * Starts with a configuration.
   *
   * @throws IllegalArgumentException if a setting is out of its range; the message names it
   */
  @Activate
  public HttpBinding(HttpBindingConfiguration configuration) {
    this(Limits.of(configuration), System::nanoTime);
  }

  HttpBinding(Limits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.gate = new Gate(nanoTime);
  }

  /**
   * Takes a new configuration over; requests in flight keep theirs.
   *
   * @throws IllegalArgumentException if a setting is out of its range; the old ones stay
   */
  @Modified
  void modified(HttpBindingConfiguration configuration) {
    limits = Limits.of(configuration);
  }

  /** Ends what waits and stops the timer; messages that are worked on still get their answers. */
  @Deactivate
  public void deactivate() {
    timer.shutdownNow();
    exchanges.forEach(Exchange::stop);
    deliveries.forEach(Delivery::stop);
  }

  /** Sends new requests to a server. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  public void bindIssuer(IssuerServer issuer) {
    slot.bind(issuer);
  }

  /** Sends no more requests to a server and waits, bounded, for those that it works on. */
  void unbindIssuer(IssuerServer issuer) {
    if (!slot.unbind(issuer, DRAIN_PATIENCE)) {
      LOG.warn(
          "An issuer's server leaves while it still works on requests after {}; these may fail",
          DRAIN_PATIENCE);
    }
  }

  /** Publishes what a CA has. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindSource(RevocationListSource source) {
    sources.bind(source);
  }

  /** Asks a CA for no more and waits, bounded, for what it works on. */
  void unbindSource(RevocationListSource source) {
    if (!sources.unbind(source, DRAIN_PATIENCE)) {
      LOG.warn(
          "A CA leaves while it still makes a revocation list after {}; that may fail",
          DRAIN_PATIENCE);
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Limits now = limits;
    String path = rawPath(request);
    Optional<Publication> publication = Publication.of(path);
    if (publication.isPresent()) {
      publish(publication.get(), now, request, response);
      return;
    }
    Optional<Route> route = Route.of(path);
    if (route.isEmpty()) {
      refuse(Problem.NOT_FOUND, request, response);
      return;
    }
    Optional<Problem> problem = problemOf(request, now);
    Admission admission =
        problem
            .<Admission>map(Refused::new)
            .orElseGet(() -> gate.enter(request, purpose(route.get()), now));
    if (admission instanceof Admitted admitted) {
      Exchange.Head head =
          new Exchange.Head(route.get(), admitted.visit(), isCbor(request), request.getProtocol());
      start(head, now, request, response);
    } else {
      refuse(((Refused) admission).problem(), request, response);
    }
  }

  private static AddressBook.Purpose purpose(Route route) {
    return route instanceof Route.Offers ? AddressBook.Purpose.OFFER : AddressBook.Purpose.MESSAGE;
  }

  private void start(
      Exchange.Head head, Limits now, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Exchange exchange;
    try {
      AsyncContext context = request.startAsync();
      Exchange.Setting setting = new Exchange.Setting(desk, timer, now, this::ended);
      exchange = new Exchange(setting, head, context, request.getInputStream(), response);
    } catch (IOException | RuntimeException e) {
      head.visit().leave();
      throw e;
    }
    exchanges.add(exchange);
    exchange.start();
  }

  private void publish(
      Publication publication, Limits now, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Problem> problem = problemOfReader(request);
    Admission admission =
        problem
            .<Admission>map(Refused::new)
            .orElseGet(() -> gate.enter(request, AddressBook.Purpose.PUBLICATION, now));
    if (admission instanceof Refused refused) {
      refuse(refused.problem(), request, response);
      return;
    }
    Gate.Visit visit = ((Admitted) admission).visit();
    Delivery delivery;
    try {
      Reply reply =
          publications.answer(publication, request.getHeader("If-None-Match"), now.maxConcurrent());
      delivery = new Delivery(reply, request.startAsync(), response, visit, this::ended);
    } catch (IOException | RuntimeException e) {
      visit.leave();
      throw e;
    }
    deliveries.add(delivery);
    delivery.start(now.readTimeoutMillis());
  }

  private Optional<Problem> problemOfReader(HttpServletRequest request) {
    if (!"GET".equals(request.getMethod()) && !"HEAD".equals(request.getMethod())) {
      return Optional.of(Problem.READ_ONLY);
    }
    if (hasBody(request)) {
      return Optional.of(Problem.MALFORMED);
    }
    return sources.isEmpty() ? Optional.of(Problem.NOT_FOUND) : Optional.empty();
  }

  private void ended(Delivery delivery) {
    if (deliveries.remove(delivery)) {
      delivery.visit().leave();
    }
  }

  private void ended(Exchange exchange) {
    if (exchanges.remove(exchange)) {
      exchange.visit().leave();
    }
  }

  private static void refuse(
      Problem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Reply reply = problem.reply();
    (hasBody(request) ? reply.closing(request.getProtocol()) : reply).write(response);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private Optional<Problem> problemOf(HttpServletRequest request, Limits now) {
    if (!"POST".equals(request.getMethod())) {
      return Optional.of(Problem.METHOD_NOT_ALLOWED);
    }
    if (request.getContentLengthLong() > now.bodyMaxBytes()) {
      return Optional.of(Problem.TOO_LARGE);
    }
    if (request.getContentLengthLong() > 0 && !isCbor(request)) {
      return Optional.of(Problem.UNSUPPORTED_TYPE);
    }
    return slot.isEmpty() ? Optional.of(Problem.UNAVAILABLE) : Optional.empty();
  }

  /** The path as it came; a container may mount the servlet below a context path. */
  private static String rawPath(HttpServletRequest request) {
    String path = request.getRequestURI();
    String contextPath = request.getContextPath();
    return path.startsWith(contextPath) ? path.substring(contextPath.length()) : path;
  }

  private static boolean isCbor(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    return type != null
        && type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(Reply.CBOR)
        && request.getHeader("Content-Encoding") == null;
  }

  private static ScheduledThreadPoolExecutor newTimer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "skep-server-http-timer");
              thread.setDaemon(true);
              return thread;
            });
    // Most deadlines are cancelled; kept until due they would pile up under load.
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
