package io.mainstem.connections.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects mistakes so that all of them can be told at once. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** A wrong value at this place. */
  public void wrong(YamlNode at, String expected) {
    found.add(new Problem(at.file(), at.line(), at.path(), at.display(), expected, null));
  }

  /** A wrong value where only certain spellings are right. */
  public void unknown(YamlNode at, Collection<String> valid) {
    unknown(at, at.display(), valid);
  }

  /** A wrong word inside the value at this place. */
  public void unknown(YamlNode at, String word, Collection<String> valid) {
    found.add(
        new Problem(
            at.file(),
            at.line(),
            at.path(),
            word,
            "one of " + String.join(", ", valid),
            Spelling.nearest(word, valid).orElse(null)));
  }

  /** Something required is not there. */
  public void missing(YamlNode parent, String key, String expected) {
    String path = parent.path().isEmpty() ? key : parent.path() + "." + key;
    found.add(new Problem(parent.file(), parent.line(), path, null, expected, null));
  }

  public void add(Problem problem) {
    found.add(problem);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of files and lines. */
  public List<Problem> list() {
    return found.stream()
        .distinct()
        .sorted(
            java.util.Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparing(Problem::path))
        .toList();
  }
}
