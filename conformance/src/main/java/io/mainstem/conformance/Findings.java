package io.mainstem.conformance;

import java.util.ArrayList;
import java.util.List;

/** Collects how the checks of one tool ended. */
final class Findings {
  private final String tool;
  private final List<Finding> list = new ArrayList<>();

  Findings(String tool) {
    this.tool = tool;
  }

  void passed(Check check, String what) {
    list.add(new Finding(tool, check, what, null));
  }

  void failed(Check check, String what, String fault) {
    list.add(new Finding(tool, check, what, fault));
  }

  /** Passed where it holds. */
  void that(boolean holds, Check check, String what, String otherwise) {
    list.add(new Finding(tool, check, what, holds ? null : otherwise));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}
