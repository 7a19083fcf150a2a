package io.mainstem.connections.write;

import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.HttpCall;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to be done next for one write. Whoever drives it sends the calls; nothing here does. */
public sealed interface WriteStep {
  /**
   * Send this, and go on with what {@link #answered} gives. Where no answer comes the write is
   * begun again later, and told so if {@link #changes}.
   */
  record Ask(HttpCall call, Purpose purpose, Function<HttpAnswer, WriteStep> then)
      implements WriteStep {
    public WriteStep answered(HttpAnswer answer) {
      return then.apply(answer);
    }

    /** The tool may be another afterwards: what is about to happen is written down before. */
    public boolean changes() {
      return purpose == Purpose.CHANGE;
    }

    @Override
    public String toString() {
      return purpose + " " + call;
    }
  }

  /** Why a tool is asked. */
  enum Purpose {
    /** Something the write needs, e.g. a token. */
    PREPARE,
    LOOK_UP,
    /** The record as it is, to be changed. */
    READ,
    CHANGE
  }

  /**
   * The tool is as it should be; or, of a search, this is what it found.
   *
   * @param id of the record; null where the answer names none
   * @param how in plain words
   */
  record Done(@Nullable String id, String how) implements WriteStep {}

  /** Trying again would not help. The cause holds no payload. */
  record Refused(String code, String cause) implements WriteStep {}

  /**
   * Begin again later.
   *
   * @param after as the tool asked, or null for our own backoff
   * @param maybeApplied the tool may have done it all the same
   */
  record Retry(String code, String cause, @Nullable Duration after, boolean maybeApplied)
      implements WriteStep {}
}
