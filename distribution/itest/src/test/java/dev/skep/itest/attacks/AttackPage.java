package dev.skep.itest.attacks;

import dev.skep.itest.attacks.Results.Count;

/** Pieces of the report's page, which looks like the testkit's. */
final class AttackPage {
  static final String TABLE =
      """
      <table>
      <thead><tr><th></th><th>Case</th><th>Must get</th><th>Tests</th><th>Not tested, and why</th></tr></thead>
      <tbody>
      """;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>%1$s</title>
      <style>
      body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #1b1b1b; }
      table { border-collapse: collapse; width: 100%%; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid #d9d9d9; }
      td { overflow-wrap: anywhere; }
      .passed { color: #14622b; } .failed { color: #a30f0f; font-weight: bold; } .skipped { color: #6b4e00; }
      </style>
      </head>
      <body>
      <h1>%1$s</h1>
      """;

  private AttackPage() {}

  static String head(String title) {
    return HEAD.formatted(escape(title));
  }

  static String paragraph(String kind, String text) {
    return "<p class=\"" + kind + "\">" + escape(text) + "</p>\n";
  }

  /** One test with what became of it. */
  static String test(String name, Count count) {
    String kind = count.failed() > 0 ? "failed" : count.passed() > 0 ? "passed" : "skipped";
    String result =
        count.failed() > 0
            ? count.failed() + " failed"
            : count.passed() > 0 ? count.passed() + " passed" : "did not run";
    return escape(name) + " <span class=\"" + kind + "\">" + result + "</span>";
  }

  static String row(AttackCase one, String tests) {
    return "<tr><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>%n"
        .formatted(
            one.number(), escape(one.what()), escape(one.outcome()), tests, escape(one.leftOut()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
