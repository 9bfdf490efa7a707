package dev.skep.client.internal.shell;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands in the Gogo shell, scope {@code skep}, each a service of its own: Gogo would call
 * methods by their names, which cannot have dashes.
 *
 * <p>The one class that needs Gogo. It is loaded only where there is a command processor.
 */
@Component(
    service = {},
    immediate = true)
public final class GogoFunctions {
  private final List<ServiceRegistration<Function>> registrations;

  /** Registers all commands. */
  @Activate
  public GogoFunctions(
      BundleContext context,
      @Reference CommandProcessor processor,
      @Reference SkepCommands commands) {
    registrations =
        List.of(Command.values()).stream()
            .map(
                command ->
                    context.registerService(
                        Function.class, function(commands, command), properties(command)))
            .toList();
  }

  /** Takes them back. */
  @Deactivate
  public void close() {
    registrations.forEach(ServiceRegistration::unregister);
  }

  /** A command as Gogo calls it, having set the standard streams to the session's. */
  static Function function(SkepCommands commands, Command command) {
    return (CommandSession session, List<Object> arguments) -> {
      commands.run(command, arguments.stream().map(String::valueOf).toList(), Terminal.ofShell());
      return null;
    };
  }

  private static Dictionary<String, Object> properties(Command command) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put(CommandProcessor.COMMAND_SCOPE, "skep");
    properties.put(CommandProcessor.COMMAND_FUNCTION, command.text());
    return properties;
  }
}
