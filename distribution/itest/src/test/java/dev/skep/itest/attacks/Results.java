package dev.skep.itest.attacks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What the build's reports say became of tests; each set of a test's parameters counts. */
final class Results {
  private static final String REPORT = "TEST-.*\\.xml";

  private final Map<String, Count> counts = new HashMap<>();

  /**
   * How often a test ran.
   *
   * @param passed how often well
   * @param failed how often not
   * @param skipped how often it did not run
   */
  record Count(int passed, int failed, int skipped) {
    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(passed + other.passed, failed + other.failed, skipped + other.skipped);
    }
  }

  private Results() {}

  /** Reads the reports of all modules below a folder. */
  static Results below(Path root) throws IOException {
    Results results = new Results();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String path = root.relativize(folder).toString();
            String name = String.valueOf(folder.getFileName());
            boolean ofNoInterest =
                name.startsWith(".")
                    || name.equals("src")
                    || path.matches("(.*/)?target/(?!(surefire|failsafe)-reports(/.*)?$).*");
            return ofNoInterest ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (String.valueOf(file.getFileName()).matches(REPORT)) {
              results.read(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return results;
  }

  private void read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (var in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT
            && reader.getLocalName().equals("testcase")) {
          readTest(reader);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("cannot read " + file, e);
    }
  }

  private void readTest(XMLStreamReader reader) throws XMLStreamException {
    String type = reader.getAttributeValue(null, "classname");
    String method = reader.getAttributeValue(null, "name").replaceFirst("[({\\[].*", "");
    Count one = new Count(1, 0, 0);
    while (!(reader.next() == XMLStreamReader.END_ELEMENT
        && reader.getLocalName().equals("testcase"))) {
      if (reader.isStartElement()) {
        one =
            switch (reader.getLocalName()) {
              case "failure", "error" -> new Count(0, 1, 0);
              case "skipped" -> new Count(0, 0, 1);
              default -> one;
            };
      }
    }
    counts.merge(type + "#" + method, one, Count::plus);
  }

  /** What became of a test, or of all tests of a class. */
  Count of(TitledTest test) {
    String prefix = test.type() + "#";
    if (!test.method().isEmpty()) {
      return counts.getOrDefault(prefix + test.method(), Count.NONE);
    }
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(Map.Entry::getValue)
        .reduce(Count.NONE, Count::plus);
  }
}
