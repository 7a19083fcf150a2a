package io.mainstem.connections;

import io.mainstem.connections.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A workspace with mistakes; the message is all of them, one a line. */
public final class WorkspaceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public WorkspaceException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
