package io.mainstem.connections.shape;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where a payload is not what the tool file says.
 *
 * @param path in the payload
 * @param kind what is wrong there
 * @param message plain language, without values of the payload but for unknown ones of closed lists
 */
public record Mismatch(String path, Kind kind, String message) {
  /** What is wrong. */
  public enum Kind {
    /** A field that is always there is not. */
    MISSING,
    /** It is of another type. */
    WRONG_TYPE,
    /** A value that is not on the closed list. */
    UNKNOWN_VALUE,
    /** A field that need not be there is not, and one nobody declared is likely the same. */
    RENAMED
  }

  private static final int MAX_SHOWN = 40;

  static Mismatch missing(String path, @Nullable String renamed) {
    return new Mismatch(
        path,
        Kind.MISSING,
        path
            + " is missing. The tool file says it is always there."
            + (renamed == null
                ? " Has it been renamed?"
                : " It may now be called '" + renamed + "': if so, change the tool file."));
  }

  static Mismatch wrong(String path, String expected, String found) {
    return new Mismatch(
        path,
        Kind.WRONG_TYPE,
        (path.isEmpty() ? "The payload" : path)
            + " should be "
            + expected
            + " but is "
            + found
            + ".");
  }

  static Mismatch unknownValue(String path, String value, Collection<String> known) {
    String shown = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "…" : value;
    return new Mismatch(
        path,
        Kind.UNKNOWN_VALUE,
        path
            + " holds '"
            + shown.replaceAll("\\p{Cntrl}", "?")
            + "', which is not on its list. Known are "
            + String.join(", ", known)
            + ". If it is right, add it to the tool file and replay.");
  }

  static Mismatch renamed(String path, String now, int line) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    return new Mismatch(
        path,
        Kind.RENAMED,
        "'%s' looks like the new name of '%s', which is not there. If so, change %s of the tool file; if it is another thing, declare '%s' in the shape. Then replay."
            .formatted(
                path.substring(0, path.length() - name.length()) + now,
                path,
                line == 0 ? "it in the shape and the mapping" : "line " + line,
                now));
  }

  /**
   * The path with every position in a list written {@code []}; only down to the map where a key
   * that may be data is not written down.
   */
  public String pattern() {
    int hidden = path.indexOf("." + UnknownFields.NO_NAME);
    return (hidden < 0 ? path : path.substring(0, hidden)).replaceAll("\\[[0-9]+]", "[]");
  }
}
