package io.mainstem.anomaly.metric;

/** What one metric makes of one record. */
public sealed interface Reading {

  /** The record counts, is awaited, or is a target. */
  record Counts(Contribution contribution) implements Reading {}

  /** The record says nothing to the metric, for a reason. */
  record Nothing(Reason reason) implements Reading {}

  /** Why a record says nothing; the last four are worth an operator's look. */
  enum Reason {
    /** Deleted, or absorbed by another record. */
    GONE(false),
    /** The metric's conditions leave it out. */
    LEFT_OUT(false),
    /** It has no trading day. */
    NO_DAY(true),
    /** It does not refer to what the metric is about. */
    NO_SCOPE(true),
    /** It has no amount to add. */
    NO_VALUE(true),
    /** An expression could not be computed. */
    FAILED(true);

    private final boolean doubtful;

    Reason(boolean doubtful) {
      this.doubtful = doubtful;
    }

    public boolean doubtful() {
      return doubtful;
    }
  }
}
