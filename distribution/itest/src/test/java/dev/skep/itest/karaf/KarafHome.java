package dev.skep.itest.karaf;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * An Apache Karaf as it is unpacked, and what an operator does to it.
 *
 * @param folder its folder
 */
record KarafHome(Path folder) {
  /** Below the folder: starts it as a service's script does, and says how it has ended. */
  static final String SCRIPT = "bin/exam";

  private static final String EXIT_STATUS = "exit.status";

  /** A copy of the one that the build has unpacked, which nobody has started yet. */
  static KarafHome copiedTo(Path target) throws IOException {
    copy(Distribution.folder("skep.karaf.folder"), target);
    return new KarafHome(target);
  }

  /** Where SKEP keeps what it writes. */
  Path data() {
    return folder.resolve("data/skep");
  }

  /** What it has printed and logged until now. */
  String log() {
    return read("output") + read("data/log/karaf.log");
  }

  /** Whether all that was in the archive is installed and started. */
  boolean hasInstalled() {
    String log = log();
    int last = log.indexOf("skep-client");
    return last >= 0 && log.indexOf("Done.", last) >= 0;
  }

  /** Whether it was started and runs no more. */
  boolean hasEnded() {
    return Files.exists(folder.resolve(EXIT_STATUS));
  }

  /** How it has ended. */
  int exitStatus() throws IOException {
    return Integer.parseInt(Files.readString(folder.resolve(EXIT_STATUS)).strip());
  }

  /** Does what docs/containers.md says before the first start. */
  void prepare() throws IOException {
    append("etc/system.properties", "skep.data = ${karaf.data}/skep");
    append("etc/system.properties", "skep.home = ${karaf.etc}/skep");
    replace(
        "etc/config.properties",
        "    org.apache.karaf.branding, \\",
        "    org.apache.karaf.branding, \\\n    javax.smartcardio, \\");
  }

  /** Takes away every repository that is not inside this folder. */
  void cutOff() throws IOException {
    append("etc/org.ops4j.pax.url.mvn.cfg", "org.ops4j.pax.url.mvn.repositories =");
    append(
        "etc/org.ops4j.pax.url.mvn.cfg",
        "org.ops4j.pax.url.mvn.localRepository = " + folder.resolve("data/repository"));
  }

  /** Takes ports that nobody else has; those of the management are Pax Exam's. */
  void takeFreePorts() throws IOException {
    setting("etc/org.apache.karaf.shell.cfg", "sshPort", freePort());
    Files.write(
        folder.resolve("etc/org.apache.felix.http.cfg"),
        List.of("org.apache.felix.http.host = 127.0.0.1", "org.osgi.service.http.port = 0"));
  }

  /** Puts a file into {@code deploy/} in one step. */
  void deploy(Path file, String name) throws IOException {
    Path part = Files.copy(file, folder.resolve(name + ".part"));
    Files.move(part, folder.resolve("deploy").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets Pax Exam's bundles, which the build has put into a folder, be found without a network. */
  void addBundlesOfPaxExam() throws IOException {
    copy(Distribution.folder("skep.karaf.exam"), folder.resolve("system"));
  }

  /** Writes the script that starts it. */
  void addScript() throws IOException {
    Files.writeString(
        folder.resolve(SCRIPT),
        """
        #!/bin/sh
        cd "$(dirname "$0")/.."
        trap 'kill "$karaf"' TERM
        bin/karaf daemon > output 2>&1 &
        karaf=$!
        # A signal cuts the first wait short.
        while kill -0 "$karaf" 2> /dev/null; do
          wait "$karaf"
          status=$?
        done
        echo "$status" > %1$s.part
        mv %1$s.part %1$s
        """
            .formatted(EXIT_STATUS));
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(source.relativize(file));
        if (!Files.isDirectory(copy)) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private String read(String file) {
    Path path = folder.resolve(file);
    try {
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      return "cannot read " + path + ": " + e;
    }
  }

  private void append(String file, String line) throws IOException {
    Files.writeString(folder.resolve(file), "\n" + line + "\n", StandardOpenOption.APPEND);
  }

  private void setting(String file, String name, int value) throws IOException {
    Path path = folder.resolve(file);
    String changed =
        Files.readString(path).replaceFirst("(?m)^" + name + "\\s*=.*$", name + " = " + value);
    Files.writeString(path, changed);
  }

  private void replace(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String content = Files.readString(path);
    if (!content.contains(from)) {
      throw new IllegalStateException(path + " has no line " + from);
    }
    Files.writeString(path, content.replace(from, to));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
