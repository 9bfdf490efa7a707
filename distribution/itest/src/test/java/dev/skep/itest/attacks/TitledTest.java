package dev.skep.itest.attacks;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test whose title names a case.
 *
 * @param number the case
 * @param module the folder of its module
 * @param type its class's full name
 * @param method empty where the title is that of the class, for all its tests
 */
record TitledTest(int number, String module, String type, String method) {
  private static final String SOURCES = "/src/test/java/";
  private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
  private static final Pattern TITLE =
      Pattern.compile(
          "(?:@DisplayName|@ParameterizedTest|@RepeatedTest)\\(\\s*(?:name\\s*=\\s*)?"
              + "\"attacks? ([^:\"]*): (?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern NAMED = Pattern.compile("\\b(?:void|class)\\s+(\\w+)");
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?:-(\\d+))?");

  /** All in the sources of tests below a folder, by case, class and method. */
  static List<TitledTest> below(Path root) throws IOException {
    SortedSet<TitledTest> found =
        new TreeSet<>(
            Comparator.comparingInt(TitledTest::number)
                .thenComparing(TitledTest::module)
                .thenComparing(TitledTest::type)
                .thenComparing(TitledTest::method));
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            return name.equals("target") || name.startsWith(".")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = root.relativize(file).toString();
            int sources = path.indexOf(SOURCES);
            if (sources > 0 && path.endsWith(".java")) {
              String type = path.substring(sources + SOURCES.length(), path.length() - 5);
              found.addAll(
                  in(path.substring(0, sources), type.replace('/', '.'), Files.readString(file)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return List.copyOf(found);
  }

  /** Those in one class's source. */
  static List<TitledTest> in(String module, String type, String source) {
    String text = JOINED.matcher(source).replaceAll("");
    List<TitledTest> found = new ArrayList<>();
    Matcher title = TITLE.matcher(text);
    while (title.find()) {
      Matcher named = NAMED.matcher(text);
      if (!named.find(title.end())) {
        throw new IllegalArgumentException(type + " has a title for nothing: " + title.group());
      }
      String method = named.group().startsWith("class") ? "" : named.group(1);
      Matcher numbers = NUMBERS.matcher(title.group(1));
      while (numbers.find()) {
        int first = Integer.parseInt(numbers.group(1));
        int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
        for (int number = first; number <= last; number++) {
          found.add(new TitledTest(number, module, type, method));
        }
      }
    }
    return found;
  }

  /** Short, for people who know the module. */
  String name() {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return method.isEmpty() ? simple : simple + "#" + method;
  }
}
