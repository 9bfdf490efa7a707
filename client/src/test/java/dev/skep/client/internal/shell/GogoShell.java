package dev.skep.client.internal.shell;

import dev.skep.api.client.SessionClient;
import dev.skep.api.issuer.EnrollmentDesk;
import dev.skep.api.se.SecurityElement;
import dev.skep.api.se.SecurityElementSlots;
import dev.skep.client.internal.attestation.AttestationVerifier;
import dev.skep.protocol.catalogue.AlgorithmCatalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;

/** The commands in a Gogo shell without a framework around it. */
final class GogoShell implements AutoCloseable {
  private final ThreadIOImpl console = new ThreadIOImpl();
  private final CommandProcessorImpl processor = new CommandProcessorImpl(console);
  private final SkepCommands commands;
  private byte[] keyboard = new byte[0];

  GogoShell(BundleContext context, SessionClient client, String defaultServer) {
    console.start();
    AttestationVerifier verifier =
        new AttestationVerifier(AlgorithmCatalogue.fromServiceLoader(), Clock.systemUTC());
    commands = new SkepCommands(new SkepCommands.Parts(context, client, verifier, defaultServer));
    for (Command command : Command.values()) {
      processor.addCommand("skep", GogoFunctions.function(commands, command), command.text());
    }
  }

  GogoShell with(String id, SecurityElement element) {
    commands.addElement(element, Map.of(SecurityElement.ID_PROPERTY, id));
    return this;
  }

  GogoShell without(SecurityElement element) {
    commands.removeElement(element);
    return this;
  }

  GogoShell with(SecurityElementSlots slots) {
    commands.addSlots(slots);
    return this;
  }

  GogoShell without(SecurityElementSlots slots) {
    commands.removeSlots(slots);
    return this;
  }

  GogoShell with(EnrollmentDesk desk) {
    commands.setDesk(desk);
    return this;
  }

  /** Runs a line as a person would type it, who then types more. */
  String type(String line, String more) throws Exception {
    keyboard = more.getBytes(StandardCharsets.UTF_8);
    return type(line);
  }

  /** Runs a line as a person would type it and gives what the console shows. */
  String type(String line) throws Exception {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    // The test's logger writes to the error stream; that is not what the person sees.
    PrintStream log = new PrintStream(OutputStream.nullOutputStream());
    try (CommandSession session =
        processor.createSession(new ByteArrayInputStream(keyboard), out, log)) {
      session.execute(line);
    }
    out.flush();
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    processor.stop();
    console.stop();
  }
}
