package io.mainstem.simulators.vendor;

import io.mainstem.simulators.api.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tool, as its vendor describes it. */
public interface Vendor {
  /** The first part of its paths here, e.g. {@code quickbooks}. */
  String name();

  /** What it calls its secrets, with the values of an invented account. */
  Map<String, String> secrets();

  /** Whether callers may sign assertions: then there is a {@code private_key} among the secrets. */
  default boolean signsAssertions() {
    return false;
  }

  List<Kind> kinds();

  /** Calls a window, e.g. {@code 500/1m}. */
  String limit();

  /** A refused call, in the vendor's words. */
  Answer refuse(Refusal refusal);

  /** Puts its paths and its credential into the office. */
  void open(Office office);

  /** How it tells of changes; empty where it does not. */
  default Optional<Hooks> hooks(Office office) {
    return Optional.empty();
  }
}
