package io.mainstem.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table for people, and one JSON object as the last line. */
final class Report {
  private final String name;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Double> figures = new LinkedHashMap<>();

  Report(String name, List<String> columns) {
    this.name = name;
    this.columns = columns;
  }

  void row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(cell instanceof Double number ? number(number) : cell.toString());
    }
    rows.add(row);
  }

  void note(String note) {
    notes.add(note);
  }

  void figure(String key, double value) {
    figures.put(key, value);
  }

  void print(PrintStream out) {
    table(out);
    notes.forEach(note -> out.println("  " + note));
    out.println();
    out.println(json());
  }

  /** Without notes and figures. */
  void table(PrintStream out) {
    List<List<String>> all = new ArrayList<>();
    all.add(columns);
    all.addAll(rows);
    int[] widths = new int[columns.size()];
    for (List<String> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    out.println();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder("  ");
      for (int i = 0; i < row.size(); i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + padding : padding + row.get(i)).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.println();
  }

  private String json() {
    StringBuilder json = new StringBuilder("{\"bench\":\"" + name + "\"");
    figures.forEach((key, value) -> json.append(",\"" + key + "\":").append(number(value)));
    return json.append('}').toString();
  }

  /** Three significant digits below a hundred, whole numbers above. */
  static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
