package io.mainstem.commandcentre.web;

import io.mainstem.commandcentre.trace.Conflicts;
import io.mainstem.commandcentre.trace.Explainer;

/** Who says otherwise, and why the value that stands does. */
public record Truth(Conflicts conflicts, Explainer explainer) {

  static Conflicts.Wanted wanted(Query query) {
    return new Conflicts.Wanted(
        query.get("entity"), query.get("field"), query.get("connection"), query.get("after"));
  }
}
