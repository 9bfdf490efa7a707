package dev.skep.distribution.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/**
 * One command of a security element's holder, in a container without the issuer's parts: no server,
 * no database, no port, no shell.
 */
final class HolderCommand {
  private static final String COMMANDS =
      "(&(objectClass=java.util.function.ToIntFunction)(skep.command.line=true))";
  private static final long PATIENCE_MILLIS = 10_000;

  /**
   * The jar files, by the beginning of their names, that only a server or a shell needs. The native
   * engine takes longer to load than it saves in one command.
   */
  private static final Pattern NOT_A_HOLDERS =
      Pattern.compile(
          "(?i)(skep-(server|store|issuer|crypto-corretto)-|org\\.apache\\.felix\\.(http|gogo|eventadmin)"
              + "|commons-(fileupload|io)|h2-|postgresql-|HikariCP-|org\\.osgi\\.service\\.jdbc"
              + "|pax-jdbc|bc(pkix|util)-|jakarta\\.servlet).*");

  private HolderCommand() {}

  /** Whether a holder's container has a bundle. */
  static boolean isHolders(String jar) {
    return !NOT_A_HOLDERS.matcher(jar).matches();
  }

  /**
   * Runs a command.
   *
   * @param home the folder of the distribution
   * @param words the command and its arguments, as they were typed
   * @return the exit status
   */
  static int run(Path home, List<String> words) throws LaunchException, InterruptedException {
    Framework framework = Container.create(home);
    try {
      Container.start(
          framework, new BundleFolder(home.resolve("bundle"), HolderCommand::isHolders));
      BundleFolder.requireStarted(framework.getBundleContext());
      return commands(framework.getBundleContext()).applyAsInt(words);
    } finally {
      Container.stop(framework);
    }
  }

  @SuppressWarnings("unchecked") // the property says what it takes
  private static ToIntFunction<List<String>> commands(BundleContext context)
      throws LaunchException, InterruptedException {
    try {
      ServiceTracker<Object, Object> tracker =
          new ServiceTracker<>(context, context.createFilter(COMMANDS), null);
      tracker.open();
      Object found = tracker.waitForService(PATIENCE_MILLIS);
      if (found == null) {
        throw new LaunchException(
            "the commands did not come up within 10 s; the log says why: data/log/skep.log");
      }
      return (ToIntFunction<List<String>>) found;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException("the filter is a constant", e);
    }
  }
}
