package io.mainstem.connections.tool;

import com.google.re2j.Pattern;
import java.nio.charset.Charset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Files of one kind and what their rows are.
 *
 * @param pattern of file names, {@code *} and {@code ?}, whatever their case
 * @param key columns that name a row
 * @param format null where the file's name and first bytes tell
 * @param delimiter null where the header line tells
 * @param encoding null where the bytes tell
 * @param columns in order, where the file has no header line; otherwise empty
 * @param sheet of a workbook; null means its first
 * @param deletes a complete file speaks for all records: those it lacks are gone
 * @param mostAbsent percentage of the known records beyond which none is deleted
 */
public record FileSpec(
    String pattern,
    String object,
    List<String> key,
    @Nullable Format format,
    @Nullable Character delimiter,
    @Nullable Charset encoding,
    List<String> columns,
    @Nullable String sheet,
    NumberStyle numbers,
    boolean deletes,
    int mostAbsent) {

  /** How rows are written. */
  public enum Format {
    CSV,
    XLSX,
    JSONL
  }

  public FileSpec {
    key = List.copyOf(key);
    columns = List.copyOf(columns);
  }

  /** Whether a file of that name, without its folder, is one of these. */
  public boolean matches(String name) {
    String regex =
        pattern
            .chars()
            .mapToObj(at -> at == '*' ? ".*" : at == '?' ? "." : Pattern.quote("" + (char) at))
            .collect(Collectors.joining());
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(name).matches();
  }
}
