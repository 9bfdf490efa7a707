package dev.skep.client.internal.shell;

import dev.skep.client.internal.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell, but for the last. Not thread-safe. */
final class Table {
  private static final String GAP = "  ";

  private final int columns;
  private final List<List<String>> rows = new ArrayList<>();

  Table(int columns) {
    this.columns = columns;
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns; what a terminal would obey is replaced
   */
  Table row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException("a row has " + columns + " cells, not " + cells.length);
    }
    rows.add(List.of(cells).stream().map(Printable::of).toList());
    return this;
  }

  void print(PrintStream out) {
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String cell = row.get(i);
        line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
