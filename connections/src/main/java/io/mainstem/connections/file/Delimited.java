package io.mainstem.connections.file;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits one row at its delimiter, quotes as RFC 4180 has them: a quote counts where it opens a
 * cell, and is doubled inside. Unlike a library's reader of whole files it can be asked again for
 * the lines behind a quote that never closes.
 */
record Delimited(char delimiter) {
  private static final char QUOTE = '"';

  /** What a row turned out to be. */
  sealed interface Split {
    record Whole(List<String> cells) implements Split {}

    /** Ends inside quotes: may go on in the next line. */
    record Open() implements Split {}

    /** Something follows a closing quote. */
    record Wrong() implements Split {}
  }

  Split split(String row) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      int quote = skipBlank(row, at);
      if (quote < row.length() && row.charAt(quote) == QUOTE) {
        StringBuilder cell = new StringBuilder();
        int after = unquote(row, quote + 1, cell);
        if (after < 0) {
          return new Split.Open();
        }
        cells.add(cell.toString());
        at = skipBlank(row, after);
        if (at < row.length() && row.charAt(at) != delimiter) {
          return new Split.Wrong();
        }
      } else {
        int end = row.indexOf(delimiter, at);
        cells.add(row.substring(at, end < 0 ? row.length() : end));
        at = end < 0 ? row.length() : end;
      }
      if (at == row.length()) {
        return new Split.Whole(cells);
      }
      at++;
    }
  }

  private int skipBlank(String row, int from) {
    int at = from;
    while (at < row.length() && row.charAt(at) == ' ' && delimiter != ' ') {
      at++;
    }
    return at;
  }

  /** Returns the place after the closing quote, or -1 where there is none. */
  private static int unquote(String row, int from, StringBuilder cell) {
    int at = from;
    while (true) {
      int quote = row.indexOf(QUOTE, at);
      if (quote < 0) {
        return -1;
      }
      cell.append(row, at, quote);
      if (quote + 1 == row.length() || row.charAt(quote + 1) != QUOTE) {
        return quote + 1;
      }
      cell.append(QUOTE);
      at = quote + 2;
    }
  }
}
