package dev.skep.itest.architecture;

import java.util.Set;

/**
 * One folder of the house and what it may import.
 *
 * @param name with dots, as in its package, for example {@code server.core}
 * @param folders other folders whose exported packages it may use
 * @param libraries prefixes of packages outside the house, beside the JDK and annotations
 */
record Folder(String name, Set<String> folders, Set<String> libraries) {
  /** A folder that may use the JDK and annotations only. */
  static Folder of(String name) {
    return new Folder(name, Set.of(), Set.of());
  }

  /** The same with these folders allowed. */
  Folder using(String... folders) {
    return new Folder(name, Set.of(folders), libraries);
  }

  /** The same with these libraries allowed. */
  Folder with(String... libraries) {
    return new Folder(name, folders, Set.of(libraries));
  }

  /** Whether a package is inside this folder. */
  boolean holds(String root, String packageName) {
    String prefix = root + "." + name;
    return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
  }
}
