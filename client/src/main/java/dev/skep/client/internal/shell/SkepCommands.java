package dev.skep.client.internal.shell;

import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementSlots;
import dev.skep.client.internal.ClientSettings;
import dev.skep.client.internal.HttpSessionClient;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All commands, whoever calls them: the shell, or {@code bin/skep}. Thread-safe. */
@Component(service = SkepCommands.class, configurationPid = HttpSessionClient.PID)
public final class SkepCommands {
  /** The exit statuses: done, failed, wrong call. */
  static final int DONE = 0;

  /** See {@link #DONE}. */
  static final int FAILED = 1;

  /** See {@link #DONE}. */
  static final int WRONG_CALL = 2;

  private static final Logger LOG = LoggerFactory.getLogger(SkepCommands.class);

  private final Parts parts;
  private final PresentElements elements = new PresentElements();
  private final Map<Command, CommandWork> works = new EnumMap<>(Command.class);
  private final List<SecurityElementSlots> slots = new CopyOnWriteArrayList<>();
  private volatile @Nullable EnrollmentDesk desk;
  private volatile String server;

  private interface Element {
    void run(PresentElements.Present element, CommandOptions options, Terminal terminal)
        throws CommandFailedException;
  }

  private interface Held {
    void run(HeldObjects held, CommandOptions options, Terminal terminal)
        throws CommandFailedException;
  }

  private interface Desk {
    void run(DeskCommands commands) throws CommandFailedException;
  }

  /**
   * What the commands use.
   *
   * @param context of the framework
   * @param client runs ceremonies
   * @param verifier of key attestations
   * @param server that commands take where none is named, until the configuration changes
   */
  record Parts(
      BundleContext context, SessionClient client, AttestationVerifier verifier, String server) {}

  /** Begins without a security element; they are added as they appear. */
  @Activate
  public SkepCommands(
      BundleContext context,
      @Reference SessionClient client,
      @Reference AlgorithmCatalogue catalogue,
      ClientSettings settings) {
    this(
        new Parts(
            context,
            client,
            new AttestationVerifier(catalogue, Clock.systemUTC()),
            settings.server()));
  }

  SkepCommands(Parts parts) {
    this.parts = parts;
    this.server = parts.server();
    addGeneral();
    addHolders();
    addIssuers();
  }

  /** Takes a changed configuration; the commands stay. */
  @Modified
  public void modified(ClientSettings settings) {
    server = settings.server();
  }

  /** Takes a security element that appeared. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addElement(SecurityElement element, Map<String, Object> properties) {
    elements.add(
        String.valueOf(properties.getOrDefault(SecurityElement.ID_PROPERTY, "(unnamed)")), element);
  }

  /** Lets a security element go. */
  public void removeElement(SecurityElement element) {
    elements.remove(element);
  }

  /** Takes the readers of this machine, where a driver follows them. */
  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  public void addSlots(SecurityElementSlots appeared) {
    slots.add(appeared);
  }

  /** Lets them go. */
  public void removeSlots(SecurityElementSlots gone) {
    slots.remove(gone);
  }

  /** Takes an engine that verifies what this Java runtime cannot. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      target = "(skep.engine=*)")
  public void addEngine(Provider engine) {
    parts.verifier().addEngine(engine);
  }

  /** Lets it go. */
  public void removeEngine(Provider engine) {
    parts.verifier().removeEngine(engine);
  }

  private List<SecurityElementSlots.Slot> allSlots() {
    return slots.stream().flatMap(one -> one.slots().stream()).toList();
  }

  /** Takes the issuer's desk, where this container is an issuer's. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setDesk(EnrollmentDesk appeared) {
    desk = appeared;
  }

  /** Lets the desk go. */
  public void unsetDesk(EnrollmentDesk gone) {
    if (desk == gone) {
      desk = null;
    }
  }

  /**
   * Waits until an element is there, or some element where none is named.
   *
   * @return whether it is there
   */
  boolean awaitElement(Optional<String> id, Duration patience) throws InterruptedException {
    return elements.await(id, patience);
  }

  /**
   * Runs a command. This is the one place where a command's failure becomes a line.
   *
   * @return the exit status
   */
  int run(Command command, List<String> arguments, Terminal terminal) {
    CommandWork work = works.get(command);
    if (work == null) {
      throw new IllegalStateException(command + " does nothing");
    }
    try {
      work.run(CommandOptions.parse(command, arguments), terminal);
      return DONE;
    } catch (CommandFailedException e) {
      terminal.fail(String.valueOf(e.getMessage()));
      if (e.isWrongCall()) {
        terminal.fail("usage: " + HelpCommand.usage(command, terminal));
      }
      return e.isWrongCall() ? WRONG_CALL : FAILED;
    } catch (RuntimeException e) {
      LOG.error("a command failed unexpectedly", e);
      terminal.fail(
          "failed unexpectedly (" + e.getClass().getSimpleName() + "); the log says more");
      return FAILED;
    }
  }

  private void addGeneral() {
    works.put(Command.HELP, (options, terminal) -> HelpCommand.print(terminal));
    works.put(
        Command.SE,
        (options, terminal) -> ElementTable.print(elements.sorted(), allSlots(), terminal.out()));
    works.put(
        Command.PROVIDERS,
        (options, terminal) -> ProviderTable.print(parts.context(), terminal.out()));
    works.put(
        Command.VERIFY_ATTESTATION,
        (options, terminal) ->
            VerifyAttestationCommand.run(parts.verifier(), options, terminal.out()));
  }

  private void addHolders() {
    element(
        Command.PERSONALIZE,
        (element, options, terminal) -> PersonalizeCommand.run(element, options, terminal.out()));
    element(
        Command.ESTABLISH,
        (element, options, terminal) ->
            EstablishCommand.run(parts.client(), server(options), element, terminal.out()));
    element(
        Command.ENROL,
        (element, options, terminal) ->
            new EnrolCommand(parts.client(), element, terminal, options).run(server(options)));
    held(Command.OBJECTS, (held, options, terminal) -> ObjectTable.printAll(held, terminal.out()));
    held(Command.KEYS, (held, options, terminal) -> ObjectTable.printKeys(held, terminal.out()));
    held(Command.SIGN, (held, options, terminal) -> new KeyUse(held, terminal, options).sign());
    held(Command.MAC, (held, options, terminal) -> new KeyUse(held, terminal, options).mac());
    held(
        Command.CHANGE_PIN,
        (held, options, terminal) -> new PinCommands(held, terminal, options).change());
    held(
        Command.UNBLOCK,
        (held, options, terminal) -> new PinCommands(held, terminal, options).unblock());
    held(
        Command.CERTIFICATE,
        (held, options, terminal) -> new KeyExport(held, terminal, options).certificate());
    held(
        Command.ATTESTATION,
        (held, options, terminal) -> new KeyExport(held, terminal, options).attestation());
  }

  private void addIssuers() {
    desk(Command.PLANS, DeskCommands::plans);
    desk(Command.ENROLMENT_CREATE, DeskCommands::create);
    desk(Command.ENROLMENTS, DeskCommands::enrolments);
    desk(Command.ENROLMENT_CANCEL, DeskCommands::cancel);
    desk(Command.CERTIFICATES, DeskCommands::certificates);
    desk(Command.REVOKE, DeskCommands::revoke);
  }

  private void element(Command command, Element work) {
    works.put(
        command,
        (options, terminal) ->
            work.run(elements.choose(options.get(CommandOptions.ELEMENT)), options, terminal));
  }

  private void held(Command command, Held work) {
    element(
        command,
        (element, options, terminal) -> work.run(HeldObjects.of(element), options, terminal));
  }

  private void desk(Command command, Desk work) {
    works.put(
        command,
        (options, terminal) -> {
          EnrollmentDesk current = desk;
          if (current == null) {
            throw new CommandFailedException(
                "this is no issuer's container: nothing here makes enrolments; use the server's"
                    + " shell, and see its log if it is one");
          }
          work.run(new DeskCommands(current, terminal.out(), options));
        });
  }

  private String server(CommandOptions options) {
    return options.get(CommandOptions.SERVER).orElse(server);
  }
}
