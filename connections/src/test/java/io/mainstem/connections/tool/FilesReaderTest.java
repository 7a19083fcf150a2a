package io.mainstem.connections.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstem.connections.yaml.Problem;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FilesReaderTest {
  private static final String OBJECTS =
      """
      objects:
        stock:
          id: id
          shape: {sku: text!, site: text!, level: decimal}
        order:
          id: id
          shape: {id: text!, lines: [{sku: text}]}
      """;

  private final Problems problems = new Problems();

  @Test
  void shouldReadWhatAFileSaysAndLeaveTheRestToDetection() {
    List<FileSpec> files =
        read(
            """
            files:
              "stock-*.csv": {object: stock, key: [sku, site], delimiter: ";", encoding: latin1,
                              numbers: "1.234,5", absent: delete, mostAbsent: 5}
              "*.xlsx": {object: stock, key: sku}
            """);

    assertThat(problems.list()).isEmpty();
    assertThat(files.getFirst())
        .isEqualTo(
            new FileSpec(
                "stock-*.csv",
                "stock",
                List.of("sku", "site"),
                null,
                ';',
                StandardCharsets.ISO_8859_1,
                List.of(),
                null,
                NumberStyle.GERMAN,
                true,
                5));
    assertThat(files.getFirst().matches("STOCK-2026.CSV")).isTrue();
    assertThat(files.getFirst().matches("stock-2026.csv.part")).isFalse();
    assertThat(files.getLast().deletes()).isFalse();
  }

  @Test
  void shouldReportEveryMistakeWithTheNearestSpelling() {
    read(
        """
        files:
          "a/*.csv": {object: stocks, key: []}
          b.csv: {object: stock, key: [skew], delimiter: ";;", encoding: utf-9, seperator: ","}
          c.csv: {object: order, key: id, numbers: 1.234}
          d.jsonl: {object: order, key: id}
        """);

    assertThat(problems.list())
        .extracting(Problem::toString)
        .anyMatch(line -> line.contains("without folders"))
        .anyMatch(line -> line.contains("stocks") && line.contains("stock"))
        .anyMatch(line -> line.contains("the columns that name a row"))
        .anyMatch(line -> line.contains("skew") && line.contains("sku"))
        .anyMatch(line -> line.contains("one character, or tab"))
        .anyMatch(line -> line.contains("utf-9"))
        .anyMatch(line -> line.contains("seperator"))
        .anyMatch(line -> line.contains("lines has parts"))
        .anyMatch(line -> line.contains("1.234,5"))
        .hasSize(9);
  }

  private List<FileSpec> read(String files) {
    return new ToolReader(problems)
        .read(YamlDocument.parse("warehouse.yaml", "tool: warehouse\n" + files + OBJECTS, problems))
        .files();
  }
}
