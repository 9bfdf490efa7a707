package dev.skep.quality;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Comment;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** What SpotBugs must not report, each with the comment right before it. */
final class Exclusions {
  /** SpotBugs' filter. */
  static final Path FILE = Path.of("src/test/resources/exclusions.xml").toAbsolutePath();

  private Exclusions() {}

  /**
   * One of them.
   *
   * @param reason empty if there is none
   * @param types which kinds of bugs; all if empty
   */
  record Exclusion(String reason, String types) {}

  /** All in a file. */
  static List<Exclusion> read(Path file)
      throws IOException, SAXException, ParserConfigurationException {
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement();
    List<Exclusion> all = new ArrayList<>();
    String reason = "";
    for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Comment comment) {
        reason = comment.getData().strip();
      } else if (node instanceof Element match) {
        all.add(new Exclusion(reason, types(match)));
        reason = "";
      }
    }
    return all;
  }

  private static String types(Element match) {
    return match.getElementsByTagName("Bug").item(0) instanceof Element bug
        ? bug.getAttribute("pattern")
        : "";
  }
}
