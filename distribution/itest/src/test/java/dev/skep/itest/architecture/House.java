package dev.skep.itest.architecture;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All folders below one root package, and the arrows that are allowed between them.
 *
 * @param root the package above all folders
 */
record House(String root) {
  private static final String OSGI = "org.osgi.";
  private static final String LOG = "org.slf4j.";

  private static final List<Folder> FOLDERS =
      List.of(
          Folder.of("api").with("org.osgi.annotation."),
          Folder.of("protocol").using("api").with(OSGI, LOG, "com.fasterxml.jackson."),
          Folder.of("crypto.bc").with(OSGI, LOG, "org.bouncycastle."),
          Folder.of("crypto.corretto").with(OSGI, LOG),
          Folder.of("crypto.fips").with(OSGI, LOG),
          Folder.of("provider.rsa").using("api").with(OSGI, LOG),
          Folder.of("provider.ecdh").using("api").with(OSGI, LOG),
          Folder.of("provider.symmetric").using("api").with(OSGI, LOG),
          Folder.of("provider.pqc").using("api").with(OSGI, LOG, "org.bouncycastle."),
          Folder.of("se.kernel")
              .using("api", "protocol")
              .with("org.osgi.annotation.", "org.osgi.framework.", LOG),
          Folder.of("se.software").using("api", "protocol", "se.kernel").with(OSGI, LOG),
          Folder.of("se.pkcs11").using("api", "protocol", "se.kernel").with(OSGI, LOG),
          Folder.of("se.pcsc.applet").with("javacard.", "javacardx."),
          Folder.of("se.pcsc.simulator")
              .with(
                  "javacard.",
                  "javacardx.",
                  "com.licel.jcardsim.",
                  "com.sun.jna.",
                  "org.objectweb.asm.",
                  "jdk.net."),
          Folder.of("se.pcsc")
              .using("api", "protocol")
              .with(OSGI, LOG, "javax.smartcardio.", "com.sun.jna.", "jnasmartcardio."),
          Folder.of("client")
              .using("api", "protocol")
              .with(OSGI, LOG, "org.apache.felix.service.command."),
          Folder.of("server.core")
              .using("api", "protocol")
              .with(OSGI, LOG, "org.snakeyaml.engine."),
          Folder.of("issuer.x509").using("api").with(OSGI, LOG, "org.bouncycastle."),
          Folder.of("server.http").using("api").with(OSGI, LOG, "jakarta.servlet."),
          Folder.of("store.jdbc").using("api").with(OSGI, LOG, "com.zaxxer.hikari."),
          Folder.of("testkit.se")
              .using("api", "protocol", "testkit")
              .with("org.osgi.annotation.", "org.junit.", "org.opentest4j."),
          Folder.of("testkit")
              .using("api")
              .with(
                  "org.osgi.annotation.",
                  "org.osgi.framework.",
                  "org.junit.",
                  "org.opentest4j.",
                  "com.fasterxml.jackson."),
          Folder.of("distribution").with("org.osgi.framework.", "org.osgi.util.tracker."),
          Folder.of("modulepath").using("api", "protocol"),
          Folder.of("demo").using("api", "protocol").with(OSGI, LOG, "org.bouncycastle."));

  private static final List<String> EVERYWHERE =
      List.of(
          "java.", "javax.crypto.", "javax.net.", "javax.security.", "javax.sql.", "org.jspecify.");

  /** The folder that holds a package; empty if it is in none of the house. */
  Optional<Folder> folderOf(String packageName) {
    return FOLDERS.stream().filter(folder -> folder.holds(root, packageName)).findFirst();
  }

  /** Whether a package is below the root. */
  boolean holds(String packageName) {
    return packageName.startsWith(root + ".");
  }

  /** Why a class of one package must not use one of the other; empty if it may. */
  Optional<String> objection(String from, String to) {
    Optional<Folder> owner = folderOf(from);
    if (owner.isEmpty()) {
      return Optional.of(from + " is in no folder of the table");
    }
    Folder folder = owner.get();
    if (folder.holds(root, to)) {
      return Optional.empty();
    }
    if (!holds(to)) {
      boolean allowed =
          Stream.concat(EVERYWHERE.stream(), folder.libraries().stream())
              .anyMatch(prefix -> (to + ".").startsWith(prefix));
      return allowed
          ? Optional.empty()
          : Optional.of(folder.name() + " must not use the library package " + to);
    }
    if ((to + ".").contains(".internal.")) {
      return Optional.of(folder.name() + " must not use " + to + ", which is internal");
    }
    String target = folderOf(to).map(Folder::name).orElse("no folder of the table");
    return folder.folders().contains(target)
        ? Optional.empty()
        : Optional.of(folder.name() + " must not use " + target + " (" + to + ")");
  }
}
