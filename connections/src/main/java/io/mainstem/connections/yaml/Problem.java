package io.mainstem.connections.yaml;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in a file somebody wrote.
 *
 * @param file relative to the workspace, or the name of a tool file
 * @param line 1-based; 0 where the whole file is meant
 * @param path of the value in the file, e.g. {@code fields.emails}
 * @param value as written
 * @param expected what would have been right
 * @param nearest the closest valid spelling, if one is near
 */
public record Problem(
    String file,
    int line,
    String path,
    @Nullable String value,
    String expected,
    @Nullable String nearest) {

  /** {@code file:line: path: value (expected: …; did you mean …?)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(':').append(line);
    }
    text.append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(value == null ? "missing" : value).append(" (expected: ").append(expected);
    if (nearest != null) {
      text.append("; did you mean '").append(nearest).append("'?");
    }
    return text.append(')').toString();
  }
}
