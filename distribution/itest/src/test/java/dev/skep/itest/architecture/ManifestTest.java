package dev.skep.itest.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
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
      Set.of(
          "dev.skep.api",
          "dev.skep.protocol",
          "dev.skep.se.kernel",
          "dev.skep.testkit",
          "dev.skep.testkit.se");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern RANGE_OF_OURS =
      Pattern.compile("dev\\.skep\\.[\\w.]+;(?:resolution:=\\w+;)?version=\"\\[");
  private static final Pattern PACKAGE = Pattern.compile("(?:^|,)\\s*([\\w.]+)");

  @Test
  void onlyTheContractTheProtocolTheKernelAndTheTestkitExportPackages() throws IOException {
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

  /** The testkits use each other's packages too. */
  @Test
  void onlyBackendsImportMoreThanTheContractAndTheProtocol() throws IOException {
    for (Map.Entry<String, Attributes> bundle : bundles().entrySet()) {
      boolean testkit = bundle.getKey().startsWith("dev.skep.testkit");
      assertThat(packages(bundle.getValue().getValue("Import-Package")))
          .as(bundle.getKey())
          .filteredOn(name -> name.startsWith("dev.skep."))
          .filteredOn(name -> !testkit || !name.startsWith("dev.skep.testkit"))
          .allMatch(
              name ->
                  name.startsWith("dev.skep.api")
                      || name.startsWith("dev.skep.protocol")
                      || name.startsWith("dev.skep.se.kernel") && bundle.getKey().contains(".se."));
    }
  }

  @Test
  void bindingKnowsTheContractOnly() throws IOException {
    assertThat(packages(bundles().get("dev.skep.server.http").getValue("Import-Package")))
        .contains("dev.skep.api.issuer")
        .noneMatch(name -> name.startsWith("dev.skep.protocol"));
  }

  @Test
  void importsOfOurPackagesNameTheVersionsThatFit() throws IOException {
    for (Map.Entry<String, Attributes> bundle : bundles().entrySet()) {
      String imports = String.valueOf(bundle.getValue().getValue("Import-Package"));
      long ours = packages(imports).stream().filter(name -> name.startsWith("dev.skep.")).count();
      assertThat(RANGE_OF_OURS.matcher(imports).results().count())
          .as(bundle.getKey() + ": " + imports)
          .isEqualTo(ours);
    }
  }

  @Test
  void everyBundleIsAModuleOfTheSameName() throws IOException {
    Set<String> modules = new TreeSet<>();
    ClassLoader loader = ManifestTest.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("module-info.class"))) {
      try (InputStream in = url.openStream()) {
        modules.add(ModuleDescriptor.read(in).name());
      }
    }

    assertThat(modules).containsAll(bundles().keySet());
  }

  @Test
  void everyComponentThatIsNamedIsThere() throws IOException {
    ClassLoader loader = ManifestTest.class.getClassLoader();
    for (Map.Entry<String, Attributes> bundle : bundles().entrySet()) {
      String components = bundle.getValue().getValue("Service-Component");
      for (String component : components == null ? new String[0] : components.split(",")) {
        assertThat(loader.getResource(component.strip())).as(component).isNotNull();
      }
    }
  }

  @Test
  void everyBundleOfTheDistributionIsLookedAt() throws IOException {
    assertThat(bundles().keySet())
        .containsExactlyInAnyOrder(
            "dev.skep.api",
            "dev.skep.client",
            "dev.skep.crypto.bc",
            "dev.skep.crypto.corretto",
            "dev.skep.crypto.fips",
            "dev.skep.demo",
            "dev.skep.issuer.x509",
            "dev.skep.protocol",
            "dev.skep.provider.ecdh",
            "dev.skep.provider.pqc",
            "dev.skep.provider.rsa",
            "dev.skep.provider.symmetric",
            "dev.skep.se.kernel",
            "dev.skep.se.pcsc",
            "dev.skep.se.pkcs11",
            "dev.skep.se.software",
            "dev.skep.server.core",
            "dev.skep.server.http",
            "dev.skep.store.jdbc",
            "dev.skep.testkit",
            "dev.skep.testkit.se");
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
