package io.mainstem.connections.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mainstem.connections.file.FileMapping;
import io.mainstem.connections.file.FileRow;
import io.mainstem.connections.file.Rows;
import io.mainstem.connections.file.Survey;
import io.mainstem.connections.file.UnreadableFileException;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.tool.FileSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class FileFuzzTest {

  private static final String TOOL =
      """
      tool: files
      files:
        "stock*": {object: stock, key: [id], numbers: "1234,5"}
      objects:
        stock: {id: id, shape: {id: text!, name: text, amount: decimal}, fragments: []}
      """;

  private static final FileMapping MAPPING = FileMapping.of(tool());

  static Stream<byte[]> seeds() {
    return Seeds.around(
        9,
        100,
        List.of(
            text("id;name;amount\r\n1;\"a;b\";1,50\r\n2;\"two\nlines\";-3\r\n", "UTF-8"),
            text("\uFEFFid,name\n1,Zoë\n2,\"quote\"\"d\"\n", "UTF-8"),
            text("id\tname\n1\tZoë\n", "windows-1252"),
            text("id,name\n1,Zoë\n", "UTF-16"),
            text("{\"id\":\"1\",\"n\":1}\n{\"id\":\"2\"}\n", "UTF-8"),
            text("Report of stock\n\nid|name\n1|one\n", "UTF-8")))
        .stream();
  }

  /** A file is refused by name, or read to its end row by row; what is read is JSON we accept. */
  @MethodSource("seeds")
  @FuzzTest
  void shouldReadToTheEndOrRefuseByName(byte[] content) throws Exception {
    Path file = Files.createTempFile("fuzz", ".csv");
    try {
      Files.write(file, content);
      read(file);
    } finally {
      Files.delete(file);
    }
  }

  private static void read(Path file) throws Exception {
    FileSpec spec = MAPPING.spec("stock.csv").orElseThrow();
    long last = 0;
    try (Rows rows = MAPPING.rows(file, "stock.csv", spec, Survey.of(file, null))) {
      for (FileRow row = rows.next(); row != null; row = rows.next()) {
        assertThat(row.line()).isGreaterThan(last);
        last = row.line();
        if (row instanceof FileRow.Cells cells) {
          var _ = StrictJson.parse(cells.payload());
        }
      }
    } catch (UnreadableFileException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  private static Tool tool() {
    Problems problems = new Problems();
    Tool tool = new ToolReader(problems).read(YamlDocument.parse("t.yaml", TOOL, problems));
    assertThat(problems.list()).isEmpty();
    return tool;
  }

  private static byte[] text(String text, String charset) {
    return text.getBytes(Charset.forName(charset));
  }
}
