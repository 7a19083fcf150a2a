package io.mainstem.ingest.fetch;

import io.mainstem.connections.http.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What follows from one attempt to fetch a record. */
sealed interface AttemptDecision {

  /** Attempts at one record, while the tool answers others, before it counts as refused. */
  int MAX_ATTEMPTS = 8;

  /** HTTP status of an answer that says who we are is not accepted. */
  int UNAUTHORIZED = 401;

  /** Publish what was found. */
  record Publish() implements AttemptDecision {}

  /** The record is gone: publish its deletion. */
  record PublishGone() implements AttemptDecision {}

  /**
   * Try again.
   *
   * @param after as the tool asked, for the whole connection; null: our own pause, for this record
   * @param counts whether this attempt counts against {@link #MAX_ATTEMPTS}
   */
  record Again(String code, @Nullable Duration after, boolean counts) implements AttemptDecision {}

  /** The tool does not accept our credentials: no record of it can be fetched. */
  record CredentialsRefused(int status) implements AttemptDecision {}

  /** Trying again would not help: keep it and show it. */
  record Refuse(String code, String cause) implements AttemptDecision {}

  /**
   * Decides on an answer.
   *
   * @param attempts that counted so far, without this one
   * @param toolAnswers whether the tool answered anything well since the last attempt: then a
   *     failure is this record's own
   */
  static AttemptDecision of(int status, Verdict verdict, int attempts, boolean toolAnswers) {
    if (status == UNAUTHORIZED) {
      return new CredentialsRefused(status);
    }
    return switch (verdict) {
      case Verdict.Success() -> new Publish();
      case Verdict.Gone _ -> new PublishGone();
      case Verdict.Refused(String code, String cause) -> new Refuse(code, cause);
      case Verdict.Retry(String code, Duration after) when after != null ->
          new Again(code, after, false);
      case Verdict.Retry(String code, var _) when toolAnswers && attempts + 1 >= MAX_ATTEMPTS ->
          new Refuse(
              code, "the tool answered " + status + " in each of " + MAX_ATTEMPTS + " attempts");
      case Verdict.Retry(String code, var _) -> new Again(code, null, toolAnswers);
    };
  }
}
