package io.mainstem.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A public set of records of which it is known who is who.
 *
 * @param name stem of its file or folder
 * @param rows in the order of the file
 */
record IdentitySet(String name, List<Row> rows) {
  private static final Pattern FEBRL = Pattern.compile("rec-(\\d+)-.*");
  private static final String TRUTH_FILE = "gt.csv";

  IdentitySet {
    rows = List.copyOf(rows);
  }

  /** What a column of a set is to us; a set's own names for it are all that is known of sets. */
  enum Column {
    GIVEN("given_name", "first_name", "firstname", "forename", "fname", "given"),
    FAMILY("surname", "last_name", "lastname", "family_name", "lname", "family"),
    BORN("date_of_birth", "dob", "birth_date", "birthdate", "birthday"),
    EMAIL("email", "email_address", "mail"),
    PHONE("phone", "phone_number", "telephone", "tel", "mobile"),
    STREET_NUMBER("street_number", "house_number"),
    STREET("address_1", "address", "street", "address1", "addr", "street_address"),
    STREET_2("address_2", "address2"),
    TOWN("suburb", "city", "town", "locality"),
    POSTCODE("postcode", "zip", "zipcode", "zip_code", "postal_code", "postcode_fake"),
    NATIONAL_ID("soc_sec_id", "ssn", "national_id"),
    NAME("name", "site_name", "title", "product_name", "company", "company_name", "venue_name"),
    SOURCE("source", "dataset", "source_dataset", "system"),
    TRUTH("cluster", "true_id", "cluster_id", "entity_id", "truth", "gold", "person_id"),
    ID("rec_id", "id", "unique_id", "record_id", "subject_id");

    private final ImmutableList<String> names;

    Column(String... names) {
      this.names = ImmutableList.copyOf(names);
    }

    static Optional<Column> of(String header) {
      String plain =
          header
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^a-z0-9]+", "_")
              .replaceAll("_$", "");
      return Arrays.stream(values()).filter(each -> each.names.contains(plain)).findFirst();
    }
  }

  /**
   * One record.
   *
   * @param truth equal for records of one thing
   */
  record Row(String source, String truth, Map<Column, String> values) {
    Row {
      values = Map.copyOf(values);
    }

    String get(Column column) {
      return values.getOrDefault(column, "");
    }
  }

  /** Whether it names a national id, which makes most of it easy. */
  boolean hasNationalId() {
    return rows.stream().anyMatch(row -> !row.get(Column.NATIONAL_ID).isEmpty());
  }

  IdentitySet withoutNationalId() {
    List<Row> hidden = new ArrayList<>();
    for (Row row : rows) {
      Map<Column, String> values = new HashMap<>(row.values());
      values.remove(Column.NATIONAL_ID);
      hidden.add(new Row(row.source(), row.truth(), values));
    }
    return new IdentitySet(name + "-hidden", hidden);
  }

  /** Which entity its columns tell of. */
  String entity() {
    if (has(Column.FAMILY) || has(Column.GIVEN)) {
      return "person";
    }
    return has(Column.STREET) || has(Column.POSTCODE) ? "site" : "product";
  }

  private boolean has(Column column) {
    return rows.stream().anyMatch(row -> !row.get(column).isEmpty());
  }

  /** Every set of a folder: a file with its truth in a column, or a folder of two and a truth. */
  static List<IdentitySet> all(Path folder) throws IOException {
    List<IdentitySet> sets = new ArrayList<>();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path path : found.sorted().toList()) {
        if (Files.isDirectory(path) && Files.exists(path.resolve(TRUTH_FILE))) {
          sets.add(pair(path));
        } else if (path.toString().endsWith(".csv")) {
          sets.add(single(path));
        }
      }
    }
    return sets;
  }

  private static IdentitySet single(Path file) throws IOException {
    String stem = String.valueOf(file.getFileName()).replaceFirst("\\.csv$", "");
    List<Row> rows = new ArrayList<>();
    for (Map<Column, String> values : read(file)) {
      String truth = values.getOrDefault(Column.TRUTH, "");
      Matcher febrl = FEBRL.matcher(values.getOrDefault(Column.ID, ""));
      String known = febrl.matches() ? febrl.group(1) : truth;
      if (known.isEmpty()) {
        throw new IOException(
            file + ": no truth (expected: a column " + Column.TRUTH.names + ", or FEBRL's rec_id)");
      }
      rows.add(new Row(values.getOrDefault(Column.SOURCE, stem), known, values));
    }
    return new IdentitySet(stem, rows);
  }

  private static IdentitySet pair(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files =
          found
              .filter(path -> path.toString().endsWith(".csv") && !path.endsWith(TRUTH_FILE))
              .sorted()
              .toList();
    }
    if (files.size() != 2) {
      throw new IOException(
          folder + ": " + files.size() + " files (expected: two beside the truth)");
    }
    Map<String, String> truth = new HashMap<>();
    for (List<String> match : lines(folder.resolve(TRUTH_FILE))) {
      String one = 0 + "|" + match.get(0);
      String known = truth.getOrDefault(one, one);
      truth.put(one, known);
      truth.put(1 + "|" + match.get(1), known);
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      for (Map<Column, String> values : read(files.get(i))) {
        String id = i + "|" + values.getOrDefault(Column.ID, "");
        rows.add(
            new Row(
                String.valueOf(files.get(i).getFileName()).replaceFirst("\\.csv$", ""),
                truth.getOrDefault(id, id),
                values));
      }
    }
    return new IdentitySet(String.valueOf(folder.getFileName()), rows);
  }

  private static List<Map<Column, String>> read(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = lines(file, lines);
    List<Map<Column, String>> rows = new ArrayList<>();
    for (List<String> line : lines) {
      Map<Column, String> values = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
        String value = line.get(i).strip();
        Optional<Column> column = Column.of(header.get(i));
        if (column.isPresent() && !value.isEmpty()) {
          values.putIfAbsent(column.get(), value);
        }
      }
      rows.add(values);
    }
    return rows;
  }

  private static List<List<String>> lines(Path file) throws IOException {
    List<List<String>> lines = new ArrayList<>();
    lines(file, lines);
    return lines;
  }

  /** Fills in the lines after the first, and gives that. */
  private static List<String> lines(Path file, List<List<String>> lines) throws IOException {
    String first = Files.readAllLines(file).getFirst();
    char separator =
        first.contains("|") ? '|' : first.contains("\t") ? '\t' : first.contains(";") ? ';' : ',';
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
    try (MappingIterator<String[]> all =
        mapper.readerFor(String[].class).with(schema).readValues(file.toFile())) {
      List<String> header = all.hasNext() ? List.of(all.next()) : List.of();
      all.forEachRemaining(line -> lines.add(List.of(line)));
      return header;
    }
  }
}
