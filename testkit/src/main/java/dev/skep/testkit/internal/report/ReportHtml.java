package dev.skep.testkit.internal.report;

import dev.skep.testkit.internal.report.Line.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report as one page that needs nothing else: what failed comes first. */
final class ReportHtml {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1b1b; }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
      dt { color: #595959; } dd { margin: 0; overflow-wrap: anywhere; }
      table { border-collapse: collapse; width: 100%%; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #d9d9d9; }
      td { overflow-wrap: anywhere; } td:first-child { white-space: nowrap; }
      pre { margin: .3rem 0 0; white-space: pre-wrap; font-size: .85rem; }
      .passed { color: #14622b; } .failed { color: #a30f0f; font-weight: bold; } .skipped { color: #6b4e00; }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      """;

  private ReportHtml() {}

  static String of(Page page) {
    StringBuilder html = new StringBuilder(HEAD.formatted(escape(title(page))));
    html.append("<dl>\n");
    entry(html, "Contract", page.contract());
    page.tested().forEach(each -> entry(html, "Implementation", each));
    entry(html, "Test class", page.testClass());
    entry(html, "Testkit", page.testkit());
    entry(html, "Finished", page.finished());
    for (String level : new String[] {"MUST", "MAY"}) {
      entry(html, level, counts(page, level));
    }
    html.append("</dl>\n");
    table(html, page);
    return html.append("</body>\n</html>\n").toString();
  }

  private static String title(Page page) {
    String name = page.testClass().substring(page.testClass().lastIndexOf('.') + 1);
    if (page.obeyed()) {
      return name + ": every rule that was run is obeyed";
    }
    long failed = page.count(Result.FAILED);
    return failed == 0
        ? name + ": no rule was run; the build's output says why"
        : name + ": " + failed + " failed";
  }

  private static String counts(Page page, String level) {
    return page.count(level, Result.PASSED)
        + " passed, "
        + page.count(level, Result.FAILED)
        + " failed, "
        + page.count(level, Result.SKIPPED)
        + " skipped";
  }

  private static void table(StringBuilder html, Page page) {
    html.append("<table>\n<thead><tr><th>Rule</th><th>Level</th><th>What</th><th>With</th>");
    html.append("<th>Result</th></tr></thead>\n<tbody>\n");
    List<Line> sorted =
        page.lines().stream().sorted(Comparator.comparingInt(ReportHtml::rank)).toList();
    for (Line line : sorted) {
      html.append("<tr><td>").append(escape(String.join(", ", line.rule().numbers())));
      html.append("</td><td>").append(escape(line.rule().level()));
      html.append("</td><td>").append(escape(line.rule().what()));
      html.append("</td><td>").append(escape(line.parameters()));
      String result = line.result().name().toLowerCase(Locale.ROOT);
      html.append("</td><td><span class=\"").append(result).append("\">").append(result);
      html.append("</span>");
      if (!line.reason().isEmpty()) {
        html.append("<pre>").append(escape(line.reason())).append("</pre>");
      }
      html.append("</td></tr>\n");
    }
    html.append("</tbody>\n</table>\n");
  }

  private static int rank(Line line) {
    return switch (line.result()) {
      case FAILED -> 0;
      case SKIPPED -> 1;
      case PASSED -> 2;
    };
  }

  private static void entry(StringBuilder html, String term, String text) {
    html.append("<dt>").append(escape(term)).append("</dt><dd>").append(escape(text));
    html.append("</dd>\n");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
