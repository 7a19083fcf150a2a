package io.mainstem.connections.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstem.connections.tool.FileSpec;
import io.mainstem.connections.tool.Tool;
import io.mainstem.connections.tool.ToolReader;
import io.mainstem.connections.yaml.Problems;
import io.mainstem.connections.yaml.YamlDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fits is read, and one more is refused. */
final class FileLimitsTest {
  private static final String TOOL =
      """
      tool: warehouse
      files:
        "stock*": {object: stock, key: [sku]}
        "documents*.jsonl": {object: document, key: id}
      objects:
        stock: {id: id, shape: {sku: text!, note: text}}
        document: {id: id, shape: {id: text!}}
      """;

  @TempDir Path folder;

  @Test
  void shouldHoldAFileToItsSize() throws Exception {
    Survey.hold(FileLimits.MAX_FILE_BYTES);

    assertThatThrownBy(() -> Survey.hold(FileLimits.MAX_FILE_BYTES + 1))
        .satisfies(thrown -> isRefused(thrown, FileFault.TOO_LARGE));
  }

  @Test
  void shouldHoldACsvToItsColumns() throws Exception {
    assertThat(read(csv(FileLimits.MAX_COLUMNS))).containsExactly("ok");
    assertThatThrownBy(() -> read(csv(FileLimits.MAX_COLUMNS + 1)))
        .satisfies(thrown -> isRefused(thrown, FileFault.TOO_MANY_COLUMNS));
  }

  private Path csv(int columns) throws IOException {
    String names =
        IntStream.range(1, columns).mapToObj(n -> ",c" + n).collect(Collectors.joining());
    return Files.writeString(
        folder.resolve("stock.csv"), "sku" + names + "\n1" + ",".repeat(columns - 1) + "\n");
  }

  @Test
  void shouldHoldAWorkbookToItsColumns() throws Exception {
    assertThat(read(workbook(FileLimits.MAX_COLUMNS, 0))).containsExactly("ok");
    assertThatThrownBy(() -> read(workbook(FileLimits.MAX_COLUMNS + 1, 0)))
        .satisfies(thrown -> isRefused(thrown, FileFault.TOO_MANY_COLUMNS));
  }

  @Test
  void shouldLookForAHeaderSoFar() throws Exception {
    int last = FileLimits.MAX_HEADER_LINE - 1;
    String title = "Stock\n";

    assertThat(read(text("stock.csv", title.repeat(last) + "sku,note\n1,a\n")))
        .containsExactly("ok");
    assertThatThrownBy(() -> read(text("stock.csv", title.repeat(last + 1) + "sku,note\n1,a\n")))
        .satisfies(thrown -> isRefused(thrown, FileFault.NO_HEADER));
    assertThat(read(workbook(2, last))).containsExactly("ok");
    assertThatThrownBy(() -> read(workbook(2, last + 1)))
        .satisfies(thrown -> isRefused(thrown, FileFault.NO_HEADER));
  }

  @Test
  void shouldTakeAQuoteThatSpansTooManyLinesForAMistake() throws Exception {
    String most = "\n".repeat(FileLimits.MAX_ROW_LINES);

    assertThat(read(text("stock.csv", "sku,note\n1,\"a" + most + "b\"\n2,c\n")))
        .containsExactly("ok", "ok");
    assertThat(read(text("stock.csv", "sku,note\n1,\"a\n" + most + "b\"\n2,c\n")))
        .startsWith("QUOTES")
        .endsWith("ok");
  }

  @Test
  void shouldHoldALineOfJsonToItsLimit() throws Exception {
    String most = "x".repeat(FileLimits.MAX_ROW_CHARS - "{'id':''}".length());

    assertThat(
            read(
                text(
                    "documents.jsonl",
                    "{\"id\":\"" + most + "\"}\n{\"id\":\"x" + most + "\"}\n{\"id\":\"7\"}\n")))
        .containsExactly("ok", "TOO_LONG", "ok");
  }

  @Test
  void shouldHoldAWorkbookToItsSize() throws Exception {
    Path file = folder.resolve("stock.xlsx");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(FileLimits.MAX_WORKBOOK_BYTES);
    }
    assertThatThrownBy(() -> Workbooks.check(file))
        .satisfies(thrown -> isRefused(thrown, FileFault.WORKBOOK_UNREADABLE));

    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(FileLimits.MAX_WORKBOOK_BYTES + 1);
    }
    assertThatThrownBy(() -> Workbooks.check(file))
        .satisfies(thrown -> isRefused(thrown, FileFault.TOO_LARGE));
  }

  @Test
  void shouldHoldTheTextsOfAWorkbookToWhatTheyUnpackTo() throws Exception {
    Workbooks.check(bomb(FileLimits.MAX_WORKBOOK_TEXTS_BYTES));

    assertThatThrownBy(() -> Workbooks.check(bomb(FileLimits.MAX_WORKBOOK_TEXTS_BYTES + 1)))
        .satisfies(thrown -> isRefused(thrown, FileFault.INFLATES_TOO_FAR));
  }

  private Path bomb(long size) throws IOException {
    Path file = folder.resolve("bomb.xlsx");
    byte[] zeros = new byte[1024 * 1024];
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
      for (long left = size; left > 0; left -= zeros.length) {
        zip.write(zeros, 0, (int) Math.min(left, zeros.length));
      }
      zip.closeEntry();
    }
    return file;
  }

  private Path workbook(int columns, int headerRow) throws IOException {
    Path file = folder.resolve("stock.xlsx");
    try (OutputStream out = Files.newOutputStream(file);
        Workbook workbook = new Workbook(out, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("Stock");
      for (int row = 0; row < headerRow; row++) {
        sheet.value(row, 0, "Stock");
      }
      for (int column = 0; column < columns; column++) {
        sheet.value(headerRow, column, column == 0 ? "sku" : "c" + column);
      }
      sheet.value(headerRow + 1, 0, "1");
    }
    return file;
  }

  private Path text(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static void isRefused(Throwable thrown, FileFault fault) {
    assertThat(thrown)
        .isInstanceOfSatisfying(
            UnreadableFileException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  private static List<String> read(Path file) throws IOException, UnreadableFileException {
    Problems problems = new Problems();
    Tool tool = new ToolReader(problems).read(YamlDocument.parse("w.yaml", TOOL, problems));
    assertThat(problems.list()).isEmpty();
    FileMapping mapping = FileMapping.of(tool);
    String name = file.getFileName().toString();
    FileSpec spec = mapping.spec(name).orElseThrow();
    List<String> read = new ArrayList<>();
    try (Rows rows = mapping.rows(file, name, spec, Survey.of(file, spec.encoding()))) {
      for (FileRow row = rows.next(); row != null; row = rows.next()) {
        read.add(
            switch (row) {
              case FileRow.Cells _ -> "ok";
              case FileRow.Broken broken -> broken.fault().name();
            });
      }
    }
    return read;
  }
}
