package dev.skep.testkit.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of third-party vectors, named by the system property {@code skep.vectors.thirdparty}.
 * Where it is absent the test is skipped with a message, but fails where the environment variable
 * {@code CI} is {@code true}.
 */
public final class ThirdPartyVectors {
  private static final String PROPERTY = "skep.vectors.thirdparty";

  private ThirdPartyVectors() {}

  /**
   * Reads a JSON file, packed or not.
   *
   * @param path relative to the folder, for example {@code wycheproof/testvectors_v1/x.json.gz}
   */
  public static JsonNode json(String path) {
    try (InputStream in = open(path)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the vectors in " + path, e);
    }
  }

  /** Reads the lines of a text file, packed or not. */
  public static List<String> lines(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the vectors in " + path, e);
    }
  }

  /** The file itself. */
  public static Path file(String path) {
    String folder = System.getProperty(PROPERTY, "");
    Path root = Path.of(folder);
    if (folder.isEmpty() || !Files.isDirectory(root)) {
      String message =
          "no third-party vectors at '" + folder + "' (system property " + PROPERTY + ")";
      if ("true".equals(System.getenv("CI"))) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
    return root.resolve(path);
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = Files.newInputStream(file(path));
    return path.endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
