package dev.skep.client.internal.shell;

import dev.skep.api.client.SessionClient;
import dev.skep.api.se.SecurityElement;
import dev.skep.client.internal.ClientSettings;
import dev.skep.client.internal.HttpSessionClient;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of the scope {@code skep}, each a public method that Gogo calls. Thread-safe. */
@Component(
    service = SkepCommands.class,
    configurationPid = HttpSessionClient.PID,
    immediate = true,
    property = {
      "osgi.command.scope=skep",
      "osgi.command.function=help",
      "osgi.command.function=se",
      "osgi.command.function=providers",
      "osgi.command.function=establish",
      "osgi.command.function=personalize"
    })
public final class SkepCommands {
  private static final Logger LOG = LoggerFactory.getLogger(SkepCommands.class);

  private final BundleContext context;
  private final SessionClient client;
  private final String defaultServer;
  private final PresentElements elements = new PresentElements();

  private interface Work {
    void run(CommandOptions options, PrintStream out) throws CommandFailedException;
  }

  /** Begins without a security element; they are added as they appear. */
  @Activate
  public SkepCommands(
      BundleContext context, @Reference SessionClient client, ClientSettings settings) {
    this(context, client, settings.server());
  }

  SkepCommands(BundleContext context, SessionClient client, String defaultServer) {
    this.context = context;
    this.client = client;
    this.defaultServer = defaultServer;
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

  /** Lists the commands with examples. */
  @Descriptor("lists the commands of SKEP")
  public void help(String... arguments) {
    run(
        Command.HELP,
        arguments,
        (options, out) -> {
          Table table = new Table(2);
          for (Command command : Command.values()) {
            table.row(command.usage(), command.summary());
          }
          table.print(out);
          out.println("examples:");
          for (Command command : Command.values()) {
            out.println("  " + command.example());
          }
        });
  }

  /** Lists the security elements that are present. */
  @Descriptor("lists the security elements that are present")
  public void se(String... arguments) {
    run(Command.SE, arguments, (options, out) -> ElementTable.print(elements.sorted(), out));
  }

  /** Lists the installed algorithms. */
  @Descriptor("lists the installed algorithms and the bundles that bring them")
  public void providers(String... arguments) {
    run(Command.PROVIDERS, arguments, (options, out) -> ProviderTable.print(context, out));
  }

  /** Runs one ceremony. */
  @Descriptor("runs one ceremony between a security element and a server")
  public void establish(@Descriptor("[--server URL] [--se ID]") String... arguments) {
    run(
        Command.ESTABLISH,
        arguments,
        (options, out) ->
            EstablishCommand.run(
                client,
                options.get(CommandOptions.SERVER).orElse(defaultServer),
                elements.choose(options.get(CommandOptions.ELEMENT)),
                out));
  }

  /** Makes the attestation key of a blank SE, or installs its certificate chain. */
  @Descriptor("makes the attestation key, or installs its certificate chain from a PEM file")
  public void personalize(
      @Descriptor("--se ID (--attestation NAME | --chain FILE)") String... arguments) {
    run(Command.PERSONALIZE, arguments, this::personalize);
  }

  private void personalize(CommandOptions options, PrintStream out) throws CommandFailedException {
    Optional<String> id = options.get(CommandOptions.ELEMENT);
    Optional<String> attestation = options.get(CommandOptions.ATTESTATION);
    Optional<String> chain = options.get(CommandOptions.CHAIN);
    if (id.isEmpty()) {
      throw CommandOptions.wrong(Command.PERSONALIZE, "--se is missing");
    }
    if (attestation.isPresent() == chain.isPresent()) {
      throw CommandOptions.wrong(Command.PERSONALIZE, "give either --attestation or --chain");
    }
    PresentElements.Present element = elements.choose(id);
    if (attestation.isPresent()) {
      PersonalizeCommand.createKey(element, attestation.get(), out);
    } else if (chain.isPresent()) {
      PersonalizeCommand.installChain(element, chain.get(), out);
    }
  }

  /** The one place where a command's failure becomes a line; Gogo sets the standard output. */
  private static void run(Command command, String[] arguments, Work work) {
    PrintStream out = System.out;
    try {
      work.run(CommandOptions.parse(command, List.of(arguments)), out);
    } catch (CommandFailedException e) {
      out.println(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a command failed unexpectedly", e);
      out.println("failed unexpectedly (" + e.getClass().getSimpleName() + "); the log says more");
    }
  }
}
