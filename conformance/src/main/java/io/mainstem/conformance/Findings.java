package io.mainstem.conformance;

import io.mainstem.conformance.Finding.Result;
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
    list.add(new Finding(tool, check, what, Result.PASSED, null));
  }

  void failed(Check check, String what, String fault) {
    list.add(new Finding(tool, check, what, Result.FAILED, fault));
  }

  /** Passed where it holds. */
  void that(boolean holds, Check check, String what, String otherwise) {
    if (holds) {
      passed(check, what);
    } else {
      failed(check, what, otherwise);
    }
  }

  /** Nothing here can try it. */
  void unchecked(Check check, String what, String why) {
    list.add(new Finding(tool, check, what, Result.UNCHECKED, why));
  }

  List<Finding> list() {
    return List.copyOf(list);
  }
}
