package dev.skep.itest.licence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One part of others' that is shipped.
 *
 * @param name group and artifact, with a colon
 * @param version of it
 * @param licences what its maker says, by SPDX's id or the maker's own words; the receiver chooses
 */
record Component(String name, String version, List<String> licences) {
  /** Those of a CycloneDX file that are not ours. */
  static List<Component> readAll(Path sbom) throws IOException {
    List<Component> all = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(sbom.toFile()).get("components")) {
      String group = node.get("group").asText();
      if (!group.equals("dev.skep")) {
        String name = group + ":" + node.get("name").asText();
        all.add(new Component(name, node.get("version").asText(), licences(node)));
      }
    }
    return all;
  }

  private static List<String> licences(JsonNode component) {
    List<String> names = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      JsonNode name = licence.has("id") ? licence.get("id") : licence.path("name");
      names.add(choice.has("expression") ? choice.get("expression").asText() : name.asText());
    }
    return names;
  }

  /** Reads its {@link #line}. */
  static Component ofLine(String line) {
    String[] parts = line.split(" - ", 2);
    int colon = parts[0].lastIndexOf(':');
    return new Component(
        parts[0].substring(0, colon),
        parts[0].substring(colon + 1),
        List.of(parts[1].split(" or ")));
  }

  /** As it is called on a disk. */
  String jar() {
    return name.substring(name.indexOf(':') + 1) + "-" + version + ".jar";
  }

  /** Its line in the list of what is shipped. */
  String line() {
    return name + ":" + version + " - " + String.join(" or ", licences);
  }
}
