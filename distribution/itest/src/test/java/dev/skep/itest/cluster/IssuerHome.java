package dev.skep.itest.cluster;

import dev.skep.itest.server.Copies;
import dev.skep.itest.server.DropInBundle;
import dev.skep.itest.server.ServerProcess;
import dev.skep.itest.session.DeviceCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An issuer's installation: one copy of the distribution, configured for a CA of its own and a
 * device maker that it trusts. Nodes run from it with a data folder each.
 */
public final class IssuerHome {
  private static final int KEY_BYTES = 32;

  private final Path home;
  private final Path shared;

  /**
   * Copies the distribution.
   *
   * @param folder for the copy and for what nodes share
   */
  public IssuerHome(Path folder, DeviceCa maker) throws IOException {
    home = Copies.copyTo(folder.resolve("issuer"));
    shared = Files.createDirectories(folder.resolve("shared"));
    Path anchors = Files.createDirectories(shared.resolve("anchors"));
    Files.writeString(anchors.resolve("maker.pem"), maker.pem());
    change("dev.skep.server.trust", Map.of("anchors.directory", quoted(anchors)));
    change(
        "dev.skep.issuer.x509",
        Map.of(
            "file", quoted(shared.resolve("ca.p12")),
            "password.file", quoted(shared.resolve("ca.password")),
            "create", "B\"true\""));
    // Many holders at once on a small machine: nobody is to be turned away for that alone.
    change("dev.skep.server.core", Map.of("transports", "[ \"DHKEM-P256-HKDF-SHA256\" ]"));
  }

  /** Lets all nodes use one PostgreSQL, and one key for what they seal. */
  void shareDatabase(String url, String user) throws IOException {
    Path password = secret("db.password", "postgres".getBytes(StandardCharsets.US_ASCII));
    change(
        "dev.skep.store.jdbc",
        Map.of(
            "driver.class",
            "\"org.postgresql.Driver\"",
            "url",
            "\"" + url + "\"",
            "user",
            "\"" + user + "\"",
            "password.file",
            quoted(password)));
    change("dev.skep.server.core", Map.of("token.key.file", quoted(randomKey("token.key"))));
    change("dev.skep.server.keys", Map.of("store.key.file", quoted(randomKey("store.key"))));
  }

  private Path randomKey(String name) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return secret(name, key);
  }

  private Path secret(String name, byte[] content) throws IOException {
    Path file = shared.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.write(file, content);
  }

  private static String quoted(Path path) {
    return "\"" + path + "\"";
  }

  /** Changes settings in a configuration file and leaves the others. */
  public void change(String pid, Map<String, String> settings) throws IOException {
    Path file = home.resolve("conf").resolve(pid + ".config");
    String content = Files.readString(file);
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Matcher found =
          Pattern.compile("(?m)^" + setting.getKey().replace(".", "\\.") + " = (\\[[^\\]]*\\]|.*)$")
              .matcher(content);
      if (!found.find()) {
        throw new AssertionError("no setting " + setting.getKey() + " in " + file);
      }
      String line = setting.getKey() + " = " + setting.getValue();
      String changed = found.replaceFirst(Matcher.quoteReplacement(line));
      content = changed;
    }
    Files.writeString(file, content);
  }

  /** Adds a plan; for nodes that are started afterwards. */
  public void plan(String name, String content) throws IOException {
    Files.writeString(home.resolve("conf/plans").resolve(name + ".yaml"), content);
  }

  /** Has nodes that are started afterwards log all that there is to log, in one file. */
  public void logEverything() throws IOException {
    Path file = home.resolve("conf/logback.xml");
    String settings =
        Files.readString(file)
            .replaceAll("level=\"[A-Z]+\"", "level=\"TRACE\"")
            .replace("<maxFileSize>10MB", "<maxFileSize>4GB")
            .replace("<totalSizeCap>200MB", "<totalSizeCap>4GB")
            .replace("%msg%n</pattern>", "%msg%n%ex{full}</pattern>");
    Files.writeString(file, settings);
  }

  /** Starts a node and waits until it is ready. */
  public Node start(String name) throws IOException, InterruptedException {
    Path data = Files.createDirectories(shared.resolveSibling(name));
    ServerProcess process =
        ServerProcess.start(
            home,
            shared.resolveSibling(name + ".output"),
            Map.of("SKEP_PORT", "0", "SKEP_DATA", data.toString()),
            "server");
    return new Node(process, process.awaitReady(), data);
  }

  /**
   * One run of a node.
   *
   * @param process runs
   * @param address where it listens
   * @param data its folder
   */
  public record Node(ServerProcess process, String address, Path data) {}

  /**
   * Has a node allow enrolments.
   *
   * @return the codes by account, {@code holder-0} and so on
   */
  public Map<String, String> vouchers(Node node, String plan, int count) throws Exception {
    Map<String, String> codes = new LinkedHashMap<>();
    for (List<String> words : letters(node, plan, count)) {
      codes.put(words.get(0), words.get(1));
    }
    return codes;
  }

  /**
   * As {@link #vouchers}, with all that holders get by letter.
   *
   * @return for each: account, code, and {@code id=value} of each PIN and PUK that the plan presets
   */
  public List<List<String>> letters(Node node, String plan, int count) throws Exception {
    byte[] made = lettersAsBytes(node, plan, count);
    return new String(made, StandardCharsets.US_ASCII)
        .lines()
        .map(line -> List.of(line.split(" ")))
        .toList();
  }

  /**
   * As {@link #letters}, one line each, and never as text, which could not be erased.
   *
   * @return the caller's, to overwrite
   */
  public byte[] lettersAsBytes(Node node, String plan, int count) throws Exception {
    Path made = node.data().resolve(VoucherActivator.VOUCHERS);
    Files.writeString(
        node.data().resolve(VoucherActivator.WANTED),
        IntStream.range(0, count)
            .mapToObj(i -> "holder-" + i + " " + plan + "\n")
            .collect(Collectors.joining()));
    DropInBundle.writeTo(
        home.resolve("deploy/vouchers.jar"),
        "1.0.0",
        VoucherActivator.class,
        "org.osgi.framework,org.osgi.util.tracker,dev.skep.api,dev.skep.api.issuer");
    node.process().awaitThat("made the vouchers", () -> Files.exists(made));
    byte[] letters = Files.readAllBytes(made);
    Files.delete(made);
    Files.delete(home.resolve("deploy/vouchers.jar"));
    Files.delete(node.data().resolve(VoucherActivator.WANTED));
    return letters;
  }
}
