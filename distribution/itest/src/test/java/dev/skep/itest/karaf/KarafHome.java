package dev.skep.itest.karaf;

import dev.skep.itest.container.Distribution;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An Apache Karaf as it is unpacked, and what an operator does to it.
 *
 * @param folder its folder
 */
record KarafHome(Path folder) {
  /** A copy of the one that the build has unpacked, which nobody has started yet. */
  static KarafHome copiedTo(Path target) throws IOException {
    Path source = Distribution.folder("skep.karaf.folder");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, target.resolve(source.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return new KarafHome(target);
  }

  /** Where SKEP keeps what it writes. */
  Path data() {
    return folder.resolve("data/skep");
  }

  /** Karaf's log. */
  Path log() {
    return folder.resolve("data/log/karaf.log");
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

  /** Takes ports that nobody else has, so that Karafs run side by side. */
  void takeFreePorts() throws IOException {
    setting("etc/org.apache.karaf.shell.cfg", "sshPort", freePort());
    setting("etc/org.apache.karaf.management.cfg", "rmiRegistryPort", freePort());
    setting("etc/org.apache.karaf.management.cfg", "rmiServerPort", freePort());
    Files.write(
        folder.resolve("etc/org.apache.felix.http.cfg"),
        List.of("org.apache.felix.http.host = 127.0.0.1", "org.osgi.service.http.port = 0"));
  }

  /** Puts a file into {@code deploy/} in one step. */
  void deploy(Path file, String name) throws IOException {
    Path part = Files.copy(file, folder.resolve(name + ".part"));
    Files.move(part, folder.resolve("deploy").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Starts it in the foreground, without a console. */
  KarafProcess start() throws IOException {
    return KarafProcess.start(this, Map.of("JAVA_HOME", System.getProperty("java.home")));
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
