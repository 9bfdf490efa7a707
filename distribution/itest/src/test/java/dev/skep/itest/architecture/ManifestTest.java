package dev.skep.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the bundles say of themselves. */
class ManifestTest {
  private static final Set<String> EXPORTERS =
      Set.of("dev.skep.api", "dev.skep.protocol", "dev.skep.testkit");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern PACKAGE = Pattern.compile("(?:^|,)\\s*([\\w.]+)");

  @Test
  void onlyTheContractTheProtocolAndTheTestkitExportPackages() throws IOException {
    Map<String, Set<String>> exports = new TreeMap<>();
    for (Map.Entry<String, Attributes> bundle : bundles().entrySet()) {
      Set<String> packages = packages(bundle.getValue().getValue("Export-Package"));
      if (!packages.isEmpty()) {
        exports.put(bundle.getKey(), packages);
      }
    }

    assertThat(exports.keySet()).containsExactlyInAnyOrderElementsOf(EXPORTERS);
    for (Map.Entry<String, Set<String>> bundle : exports.entrySet()) {
      assertThat(bundle.getValue())
          .allMatch(name -> name.startsWith(bundle.getKey()))
          .noneMatch(name -> (name + ".").contains(".internal."));
    }
  }

  @Test
  void bundlesImportPackagesOfTheContractAndTheProtocolOnly() throws IOException {
    for (Map.Entry<String, Attributes> bundle : bundles().entrySet()) {
      assertThat(packages(bundle.getValue().getValue("Import-Package")))
          .as(bundle.getKey())
          .filteredOn(name -> name.startsWith("dev.skep."))
          .allMatch(
              name -> name.startsWith("dev.skep.api") || name.startsWith("dev.skep.protocol"));
    }
  }

  @Test
  void everyBundleIsNamedAfterAFolderOfTheTable() throws IOException {
    House house = new House("dev.skep");

    assertThat(bundles().keySet())
        .isNotEmpty()
        .allMatch(name -> house.folderOf(name).map(f -> name.endsWith(f.name())).orElse(false));
  }

  @Test
  void readsPackagesWithAttributesAndVersionRanges() {
    assertThat(packages("a.b;version=\"[1,2)\";uses:=\"x.y,z\",c.d;resolution:=optional,e"))
        .containsExactly("a.b", "c.d", "e");
    assertThat(packages(null)).isEmpty();
  }

  private static Map<String, Attributes> bundles() throws IOException {
    Map<String, Attributes> bundles = new TreeMap<>();
    ClassLoader loader = ManifestTest.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
      try (InputStream in = url.openStream()) {
        Attributes headers = new Manifest(in).getMainAttributes();
        String name = headers.getValue("Bundle-SymbolicName");
        if (name != null && name.startsWith("dev.skep.")) {
          bundles.put(name, headers);
        }
      }
    }
    return bundles;
  }

  private static Set<String> packages(String header) {
    Set<String> packages = new TreeSet<>();
    Matcher matcher = PACKAGE.matcher(QUOTED.matcher(header == null ? "" : header).replaceAll(""));
    while (matcher.find()) {
      packages.add(matcher.group(1));
    }
    return packages;
  }
}
