package dev.skep.modulepath.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program: lists the algorithms, prepares a security element, or runs a session with it. */
public final class Main {
  private static final String USAGE =
      """
      usage: list              the algorithms that the modules beside this one bring
             prepare <folder>  makes a software SE there, and attestation-key.der for its device CA
             session <folder>  installs the chain of chain/*.der, leaf first by name, and runs one
                               session with a server that trusts the device CAs of anchors/""";

  private Main() {}

  /**
   * Ends with status 1 if a step failed or a module has no descriptor of its own, with 2 for a
   * wrong command line.
   *
   * @param arguments as the usage says
   */
  public static void main(String[] arguments) {
    try {
      requireNamedModules();
      System.exit(run(List.of(arguments)));
    } catch (StepException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("cannot read or write: " + e);
      System.exit(1);
    }
  }

  private static int run(List<String> arguments) throws IOException, StepException {
    if (arguments.equals(List.of("list"))) {
      AlgorithmList.print(System.out);
    } else if (arguments.size() == 2 && arguments.get(0).equals("prepare")) {
      new Device(Path.of(arguments.get(1)), System.out).prepare();
    } else if (arguments.size() == 2 && arguments.get(0).equals("session")) {
      Path folder = Path.of(arguments.get(1));
      new PlainSession(
              new Issuer(folder).start(), new Device(folder, System.out).certified(), System.out)
          .run();
    } else {
      System.err.println(USAGE);
      return 2;
    }
    return 0;
  }

  private static void requireNamedModules() throws StepException {
    List<String> automatic =
        ModuleLayer.boot().modules().stream()
            .filter(module -> module.getDescriptor().isAutomatic())
            .map(Module::getName)
            .sorted()
            .toList();
    if (!automatic.isEmpty()) {
      throw new StepException("these jars have no module-info: " + automatic);
    }
  }
}
