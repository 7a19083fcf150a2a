package io.mainstem.connections.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.connections.tool.FileSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("InlineFormatString") // the file reads better as a whole
final class FileMappingTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-02T03:00:00Z");
  private static final String TOOL =
      """
      tool: warehouse
      files:
        "stock*": {object: stock, key: [sku, site], numbers: "%s"}
        "bare*": {object: stock, key: [sku, site], columns: [sku, site, level]}
        "documents*.jsonl": {object: document, key: meta.id}
      objects:
        stock:
          id: id
          shape: {sku: text!, site: text!, level: decimal!, counted: boolean, unit_cost: decimal,
                  boxes: integer, day: text}
        document:
          id: meta.id
          version: {at: revision, as: number}
          shape: {meta: {id: text!}, revision: integer!}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "utf-8 ~ ,",
        "utf-8 ~ ;",
        "utf-8 ~ |",
        "utf-16le ~ ,",
        "utf-16be ~ ;",
        "windows-1252 ~ ;",
        "utf-16 ~ ,"
      })
  void shouldFindOutEncodingAndDelimiter(String encoding, String delimiter) throws Exception {
    String text = "SKU;Site;Level\r\nKäse-1;Zürich;12.50\r\n\r\nBrot-2;Genève;0\r\n";
    Path file = file("stock.csv", text.replace(";", delimiter), Charset.forName(encoding));

    assertThat(read(file, "1234.5"))
        .containsExactly(
            "2 Käse-1,Zürich"
                + " {\"sku\":\"Käse-1\",\"site\":\"Zürich\",\"level\":12.50,\"id\":\"Käse-1,Zürich\"}",
            "4 Brot-2,Genève"
                + " {\"sku\":\"Brot-2\",\"site\":\"Genève\",\"level\":0,\"id\":\"Brot-2,Genève\"}");
  }

  @Test
  void shouldSayWhenItIsNotSureOfTheEncoding() throws Exception {
    Path file = file("stock.csv", "sku;site;level\nKäse;A;1\n", Charset.forName("windows-1252"));

    assertThat(Survey.of(file, null).doubt()).contains("windows-1252");
    assertThat(Survey.of(file, Charset.forName("windows-1252")).doubt()).isNull();
  }

  @Test
  void shouldFindTheHeaderBelowATitleAndWhateverItsSpelling() throws Exception {
    Path file =
        file(
            "stock.csv",
            "Stock report;;\nPrinted 2 March;;\n \"SKU\" ; Site;LEVEL;Unit cost (€);;level\n"
                + "A;L;1;2.5;;9\n",
            StandardCharsets.UTF_8);

    assertThat(read(file, "1234.5"))
        .containsExactly(
            "4 A,L"
                + " {\"sku\":\"A\",\"site\":\"L\",\"level\":1,\"unit_cost\":2.5,\"column_5\":null,\"level_2\":\"9\",\"id\":\"A,L\"}");
  }

  @Test
  void shouldMakeOfCellsWhatTheShapeSaysAndGuessNothing() throws Exception {
    String rows =
        """
        sku;site;level;counted;unit_cost;boxes
        0001;L;1.234,50;yes;0,10;1.000
        2;L;12.50;N;1.234;7
        3;L;-3;maybe;;2,5
        """;
    Path file = file("stock.csv", rows, StandardCharsets.UTF_8);

    assertThat(read(file, "1.234,5"))
        .containsExactly(
            "2 0001,L"
                + " {\"sku\":\"0001\",\"site\":\"L\",\"level\":1234.50,\"counted\":true,\"unit_cost\":0.10,\"boxes\":1000,\"id\":\"0001,L\"}",
            "3 2,L"
                + " {\"sku\":\"2\",\"site\":\"L\",\"level\":\"12.50\",\"counted\":false,\"unit_cost\":1234,\"boxes\":7,\"id\":\"2,L\"}",
            "4 3,L held: counted should be true or false but is text.");
  }

  @Test
  void shouldCostOnlyTheRowThatIsBroken() throws Exception {
    String rows =
        """
        sku,site,level
        1,L,1
        2,"L,2
        3,"L",3
        4,L
        5,L,5,,
        6,L,6,more
        7,"two
        lines",7
        ,L,8
        9,"a"b,9
        10,5" pipe,10
        """;
    Path file = file("stock.csv", rows, StandardCharsets.UTF_8);

    assertThat(read(file, "1234.5"))
        .containsExactly(
            "2 1,L {\"sku\":\"1\",\"site\":\"L\",\"level\":1,\"id\":\"1,L\"}",
            "3 QUOTES",
            "4 3,L {\"sku\":\"3\",\"site\":\"L\",\"level\":3,\"id\":\"3,L\"}",
            "5 CELLS",
            "6 5,L {\"sku\":\"5\",\"site\":\"L\",\"level\":5,\"id\":\"5,L\"}",
            "7 CELLS",
            "8 7,two\n"
                + "lines {\"sku\":\"7\",\"site\":\"two\\n"
                + "lines\",\"level\":7,\"id\":\"7,two\\n"
                + "lines\"}",
            "10 NO_KEY",
            "11 QUOTES",
            "12 10,5\" pipe {\"sku\":\"10\",\"site\":\"5\\\" pipe\",\"level\":10,\"id\":\"10,5\\\""
                + " pipe\"}");
  }

  @Test
  void shouldTakeAFewBadBytesAmongUtf8ForBadRows() throws Exception {
    Path file = folder.resolve("stock.csv");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("sku,site,level\nKäse,Zürich,1\nKäs".getBytes(StandardCharsets.UTF_8));
      out.write(0xE9);
      out.write(",Zürich,2\nBröt,Zürich,3\nN\0L,Zürich,4\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(read(file, "1234.5"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("2 Käse,Zürich"),
            second -> assertThat(second).isEqualTo("3 ENCODING"),
            third -> assertThat(third).startsWith("4 Bröt,Zürich"),
            fourth -> assertThat(fourth).isEqualTo("5 ENCODING"));
  }

  @Test
  void shouldReadRowsWithoutAHeaderWhereTheirColumnsAreDeclared() throws Exception {
    Path file = file("bare.txt", "1\tL\t5\n2\tL\t6\n", StandardCharsets.UTF_8);

    assertThat(read(file, "1234.5"))
        .containsExactly(
            "1 1,L {\"sku\":\"1\",\"site\":\"L\",\"level\":5,\"id\":\"1,L\"}",
            "2 2,L {\"sku\":\"2\",\"site\":\"L\",\"level\":6,\"id\":\"2,L\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b,c\n1,2,3\n", "PK\u0003\u0004 is no workbook"})
  void shouldRefuseWhatIsNoTable(String content) throws Exception {
    Path file = file("stock.csv", content, StandardCharsets.UTF_8);

    assertThatThrownBy(() -> read(file, "1234.5")).isInstanceOf(UnreadableFileException.class);
  }

  @Test
  void shouldHoldRowsToTheirLimit() throws Exception {
    String longest = "x".repeat(FileLimits.MAX_ROW_CHARS - "1,,5".length());
    Path file =
        file(
            "stock.csv",
            "sku,site,level\n1," + longest + ",5\n2,x" + longest + ",5\n3,L,5\n",
            StandardCharsets.UTF_8);

    assertThat(read(file, "1234.5"))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("2 1,xxx"),
            second -> assertThat(second).isEqualTo("3 TOO_LONG"),
            third -> assertThat(third).startsWith("4 3,L"));
  }

  @Test
  void shouldReadAWorkbookAsPeopleSeeIt() throws Exception {
    Path file = folder.resolve("stock.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Stock");
      sheet.value(0, 0, "Stock report");
      String[] header = {"SKU", "Site", "Level", "Counted", "Unit cost", "Boxes", "Day"};
      for (int i = 0; i < header.length; i++) {
        sheet.value(2, i, header[i]);
      }
      sheet.value(3, 0, 5012345678900L);
      sheet.value(3, 1, "London");
      sheet.value(3, 2, new BigDecimal("19.989999999999998"));
      sheet.value(3, 3, true);
      sheet.value(3, 4, "1.234,50");
      sheet.value(3, 5, 12);
      sheet.value(3, 6, LocalDate.of(2026, 3, 2));
      sheet.style(3, 6).format("dd/mm/yyyy").set();
      sheet.value(5, 0, "A-1");
      sheet.value(5, 1, "Leeds");
      sheet.value(5, 2, 0.1);
      sheet.value(5, 6, LocalDateTime.of(2026, 3, 2, 9, 30));
      sheet.style(5, 6).format("yyyy-mm-dd hh:mm").set();
    }

    assertThat(read(file, "1.234,5"))
        .containsExactly(
            "4 5012345678900,London"
                + " {\"sku\":\"5012345678900\",\"site\":\"London\",\"level\":19.99,\"counted\":true,\"unit_cost\":1234.50,\"boxes\":12,\"day\":\"2026-03-02\",\"id\":\"5012345678900,London\"}",
            "6 A-1,Leeds"
                + " {\"sku\":\"A-1\",\"site\":\"Leeds\",\"level\":0.1,\"counted\":null,\"unit_cost\":null,\"boxes\":null,\"day\":\"2026-03-02T09:30\",\"id\":\"A-1,Leeds\"}");
  }

  @Test
  void shouldKeepJsonLinesByteForByte() throws Exception {
    String rows =
        "{\"meta\": {\"id\":\"D1\"},  \"revision\":7, \"amount\": 1.50}\n"
            + "{\"meta\":{}}\n"
            + "[1]\n"
            + "{\"a\":1,\"a\":2}\n";
    Path file = file("documents.jsonl", rows, StandardCharsets.UTF_8);

    assertThat(read(file, "1234.5"))
        .containsExactly(
            "1 D1 {\"meta\": {\"id\":\"D1\"},  \"revision\":7, \"amount\": 1.50}",
            "2 NO_KEY",
            "3 NOT_JSON",
            "4 NOT_JSON");
  }

  @Test
  void shouldReadFortyMegabytesWithOneBadRow() throws Exception {
    Path file = folder.resolve("stock.csv");
    int count = 100_000;
    String note = "n".repeat(400);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("sku,site,level,note\n");
      for (int n = 1; n <= count; n++) {
        out.write(
            n == 70_000
                ? "70000,\"broken,1\n"
                : "SKU-" + n + ",\"London, West\",12.50," + note + "\n");
      }
    }
    assertThat(Files.size(file)).isGreaterThan(40_000_000);

    Counts counts = new Counts();
    each(file, "1234.5", counts::add);

    assertThat(counts.read).isEqualTo(count - 1);
    assertThat(counts.broken).isEqualTo(1);
  }

  private static final class Counts {
    private int read;
    private int broken;

    void add(FileRow row, FileMapping mapping, FileSpec spec) {
      switch (row) {
        case FileRow.Cells cells ->
            read += mapping.read(spec, cells, WRITTEN) instanceof FileMapping.Reading.Known ? 1 : 0;
        case FileRow.Broken _ -> broken++;
      }
    }
  }

  private interface Each {
    void row(FileRow row, FileMapping mapping, FileSpec spec);
  }

  private void each(Path file, String numbers, Each each)
      throws IOException, UnreadableFileException {
    Problems problems = new Problems();
    Tool tool =
        new ToolReader(problems)
            .read(YamlDocument.parse("warehouse.yaml", TOOL.formatted(numbers), problems));
    assertThat(problems.list()).isEmpty();
    FileMapping mapping = FileMapping.of(tool);
    String name = file.getFileName().toString();
    FileSpec spec = mapping.spec(name).orElseThrow();
    try (Rows rows = mapping.rows(file, name, spec, Survey.of(file, spec.encoding()))) {
      for (FileRow row = rows.next(); row != null; row = rows.next()) {
        each.row(row, mapping, spec);
      }
    }
  }

  private List<String> read(Path file, String numbers) throws IOException, UnreadableFileException {
    List<String> read = new ArrayList<>();
    each(
        file,
        numbers,
        (row, mapping, spec) ->
            read.add(
                row.line()
                    + " "
                    + switch (row) {
                      case FileRow.Broken broken -> broken.fault().name();
                      case FileRow.Cells cells ->
                          switch (mapping.read(spec, cells, WRITTEN)) {
                            case FileMapping.Reading.Unknown unknown -> unknown.fault().name();
                            case FileMapping.Reading.Known known ->
                                known.snapshot().sourceId()
                                    + " "
                                    + known
                                        .misfit()
                                        .map(misfit -> "held: " + misfit.message())
                                        .orElseGet(() -> known.snapshot().payload().text());
                          };
                    }));
    return read;
  }

  private Path file(String name, String content, Charset encoding) throws IOException {
    return Files.write(folder.resolve(name), content.getBytes(encoding));
  }
}
