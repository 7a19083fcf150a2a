package io.mainstem.canonicalizer.topology;

/** Stores and internal topics, named {@code stage-thing}: their names are their identity. */
final class StoreNames {
  /** Source record to what mapping remembers of it. */
  static final String MAP_LATEST = "map-latest";

  /** Entity and source record to what resolution knows of it. */
  static final String RESOLVE_RECORDS = "resolve-records";

  /** Token and source record: who holds which identifier. */
  static final String RESOLVE_HOLDERS = "resolve-holders";

  /** Block and source record to what it is compared by: who is in which block. */
  static final String RESOLVE_BLOCKS = "resolve-blocks";

  /** Source record to the records it is alike to. */
  static final String RESOLVE_LIKES = "resolve-likes";

  /** Source record to what people decided about it. */
  static final String RESOLVE_DECISIONS = "resolve-decisions";

  /** Source record to the records a person was asked about together with it. */
  static final String RESOLVE_SUGGESTED = "resolve-suggested";

  /** Entity to the rules its records are held by. */
  static final String RESOLVE_RULES = "resolve-rules";

  /** Entity and number to what waits until its records stand under other rules. */
  static final String RESOLVE_WAITING = "resolve-waiting";

  /** Where other rules are weighed; as the stores of the same names above, and of no value. */
  static final String WEIGH_RECORDS = "weigh-records";

  static final String WEIGH_HOLDERS = "weigh-holders";
  static final String WEIGH_BLOCKS = "weigh-blocks";
  static final String WEIGH_LIKES = "weigh-likes";

  /** Canonical id to its golden record. */
  static final String MERGE_GOLDEN = "merge-golden";

  /**
   * Alias to canonical id, of masters that have another than their own; every partition has all.
   */
  static final String MERGE_IDS = "merge-ids";

  /** Alias of a master, and id of a golden record that refers to it. */
  static final String MERGE_REFERRERS = "merge-referrers";

  /** Alias of a master, to where giving its new id to those that refer to it goes on. */
  static final String MERGE_UNFINISHED = "merge-unfinished";

  static final String RESOLVE_FRAGMENTS = "resolve-fragments";
  static final String RESOLVE_DECIDED = "resolve-decided";
  static final String MERGE_FACTS = "merge-facts";
  static final String MERGE_MASTERS = "merge-masters";

  private StoreNames() {}
}
