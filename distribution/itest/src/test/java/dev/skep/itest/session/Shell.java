package dev.skep.itest.session;

import dev.skep.itest.container.Services;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;

/** The shell of the distribution, without a terminal. */
final class Shell {
  private final CommandProcessor processor;

  /** Waits for the shell and for SKEP's commands. */
  Shell(BundleContext context) throws InterruptedException {
    Services services = new Services(context);
    processor = services.await(CommandProcessor.class);
    services.awaitThat(
        "the commands of SKEP", // each is a service; this one is the last
        () -> services.count("(osgi.command.function=revoke)") > 0);
  }

  /** Runs one line and gives what it printed. */
  String run(String line) throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        CommandSession session =
            processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
      session.execute(line);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
