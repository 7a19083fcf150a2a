package io.mainstem.ingest.poll;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far one connection was read, for health. Thread safe. */
public final class PollStatus {
  private static final String ELSEWHERE = "is another instance's work";

  private volatile String text = ELSEWHERE;
  private volatile boolean failing;

  /** E.g. {@code contact: page 12, 1200 records; order: through 10:05}. */
  public String text() {
    return text;
  }

  /** Whether something keeps it from being read. */
  public boolean isFailing() {
    return failing;
  }

  void tell(List<Reading> readings) {
    String trouble =
        readings.stream()
            .map(Reading::failing)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("; "));
    failing = !trouble.isEmpty();
    text =
        failing
            ? trouble
            : readings.stream().map(Reading::progress).collect(Collectors.joining("; "));
  }

  void failing(String cause) {
    failing = true;
    text = cause;
  }

  void givenUp() {
    failing = false;
    text = ELSEWHERE;
  }

  /** There is nothing to read. */
  void silent() {
    text = "";
  }
}
