package dev.skep.client.internal.shell;

import java.util.Set;

/** What the commands are called and take. */
enum Command {
  HELP("skep:help", "lists these commands", Set.of(), "skep:help"),
  SE("skep:se", "lists the security elements that are present", Set.of(), "skep:se"),
  PROVIDERS(
      "skep:providers",
      "lists the installed algorithms and the bundles that bring them",
      Set.of(),
      "skep:providers"),
  ESTABLISH(
      "skep:establish [--server URL] [--se ID]",
      "runs one ceremony between a security element and a server",
      Set.of(CommandOptions.SERVER, CommandOptions.ELEMENT),
      "skep:establish --server http://localhost:8080 --se soft:alice"),
  PERSONALIZE(
      "skep:personalize --se ID (--attestation NAME | --chain FILE)",
      "makes the attestation key, or installs its certificate chain from a PEM file",
      Set.of(CommandOptions.ELEMENT, CommandOptions.ATTESTATION, CommandOptions.CHAIN),
      "skep:personalize --se soft:alice --attestation ES256");

  private final String usage;
  private final String summary;
  private final Set<String> options;
  private final String example;

  Command(String usage, String summary, Set<String> options, String example) {
    this.usage = usage;
    this.summary = summary;
    this.options = options;
    this.example = example;
  }

  String usage() {
    return usage;
  }

  Set<String> options() {
    return options;
  }

  String example() {
    return example;
  }

  String summary() {
    return summary;
  }
}
