package io.mainstem.connections.file;

import io.mainstem.connections.shape.Shape;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a table's columns, in their order, as the shape spells them. */
record Header(List<String> columns) {

  Header {
    columns = List.copyOf(columns);
  }

  /** Meets a file's header line with the shape of its rows. */
  record Meeting(Map<String, String> fields, List<String> key) {

    static Meeting of(Shape.Struct shape, List<String> key) {
      Map<String, String> fields = new LinkedHashMap<>();
      shape.fields().keySet().forEach(field -> fields.put(plain(field), field));
      key.forEach(column -> fields.putIfAbsent(plain(column), column));
      return new Meeting(fields, key);
    }

    /** The header these cells are; empty where a column of the key is not among them. */
    Optional<Header> read(List<String> cells) {
      List<String> columns = new ArrayList<>(cells.size());
      Set<String> taken = new HashSet<>();
      for (int i = 0; i < cells.size(); i++) {
        String plain = plain(cells.get(i));
        String name = fields.getOrDefault(plain, plain.isEmpty() ? "column_" + (i + 1) : plain);
        columns.add(taken.add(name) ? name : unused(name, taken));
      }
      return columns.containsAll(key) ? Optional.of(new Header(columns)) : Optional.empty();
    }

    /** How many of the shape's fields a header has. */
    long known(Header header) {
      return header.columns().stream().filter(fields::containsValue).count();
    }

    String wanted() {
      return key.stream().collect(Collectors.joining(", "));
    }

    private static String unused(String name, Set<String> taken) {
      int n = 2;
      while (!taken.add(name + "_" + n)) {
        n++;
      }
      return name + "_" + n;
    }
  }

  /**
   * {@code " Größe (cm)"} is {@code grosse_cm}: case, accents and punctuation tell nothing apart.
   */
  static String plain(String name) {
    String letters =
        Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    return letters.replaceAll("[^\\p{L}\\p{N}]+", "_").replaceAll("^_+|_+$", "");
  }
}
