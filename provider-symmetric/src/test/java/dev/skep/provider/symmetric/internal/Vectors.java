package dev.skep.provider.symmetric.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skep.testkit.vectors.ThirdPartyVectors;
import dev.skep.testkit.vectors.VectorTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Third-party vectors in the formats that they come in. */
final class Vectors {
  private Vectors() {}

  /** One test of a JSON file, with the group that it stands in. */
  record Json(JsonNode group, JsonNode test) {
    byte[] hex(String field) {
      return Vectors.hex(test.get(field).asText());
    }

    boolean valid() {
      return test.get("result").asText().equals("valid");
    }

    int groupInt(String field) {
      return group.get(field).asInt();
    }

    String groupText(String field) {
      return group.get(field).asText();
    }

    @Override
    public String toString() {
      return "tcId " + test.get("tcId") + ' ' + test.path("comment").asText();
    }
  }

  /** One test of a text file of {@code name = value} lines in sections. */
  record Text(String section, Map<String, String> values) {
    byte[] hex(String field) {
      return Vectors.hex(values.getOrDefault(field, ""));
    }
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  static List<Json> wycheproof(String name) {
    return json("wycheproof/testvectors_v1/" + name + "_test.json.gz");
  }

  static List<Json> acvp(String name) {
    return json("nist-acvp/" + name + "/internalProjection.json.gz");
  }

  static List<Text> text(String path, String lastField) {
    List<Text> found = new ArrayList<>();
    StringBuilder section = new StringBuilder();
    Map<String, String> values = new HashMap<>();
    boolean inHeader = false;
    for (String line : ThirdPartyVectors.lines(path)) {
      if (line.startsWith("[")) {
        if (!inHeader) {
          section.setLength(0);
        }
        section.append(line.strip());
        inHeader = true;
        continue;
      }
      inHeader = false;
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        String name = line.substring(0, equals).strip();
        values.put(name, line.substring(equals + 1).strip());
        if (name.equals(lastField)) {
          found.add(new Text(section.toString(), Map.copyOf(values)));
          values.clear();
        }
      }
    }
    return found;
  }

  static VectorTally wycheproofTally(String name, String subject, Engine engine) {
    return new VectorTally("wycheproof/testvectors_v1/" + name + "_test.json.gz", subject, engine);
  }

  static VectorTally acvpTally(String name, String subject, Engine engine) {
    return new VectorTally("nist-acvp/" + name + "/internalProjection.json.gz", subject, engine);
  }

  private static List<Json> json(String path) {
    List<Json> found = new ArrayList<>();
    for (JsonNode group : ThirdPartyVectors.json(path).get("testGroups")) {
      for (JsonNode test : group.get("tests")) {
        found.add(new Json(group, test));
      }
    }
    return found;
  }
}
