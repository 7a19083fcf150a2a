package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a list goes on after its first page. */
public sealed interface PageSpec {

  /** What asks for the next page also asks, later, for what came after it. */
  default boolean isKept() {
    return this instanceof Token || this instanceof LastId;
  }

  /** One answer holds everything. */
  record None() implements PageSpec {}

  /**
   * Pages counted from {@code from}.
   *
   * @param size rows of a full page: a shorter one is the last; 0 where only an empty one is
   */
  record Numbered(Put put, int from, int size) implements PageSpec {}

  /** Rows counted from {@code from}. */
  record Offset(Put put, int from, int size) implements PageSpec {}

  /**
   * A text in the answer asks for the next page.
   *
   * @param more false there ends the list; null where the cursor's absence does
   */
  record Cursor(JsonPath next, Put put, @Nullable JsonPath more) implements PageSpec {}

  /**
   * The last record's id asks for the next page.
   *
   * @param id in the record
   * @param size rows of a full page; 0 where only an empty one, or {@code more}, ends the list
   */
  record LastId(Put put, JsonPath id, @Nullable JsonPath more, int size) implements PageSpec {}

  /** The answer holds the next address. */
  record Url(JsonPath next, @Nullable JsonPath more) implements PageSpec {}

  /** The {@code Link} header holds the next address. */
  record Link() implements PageSpec {}

  /**
   * A text that is kept between runs: it asks for what came after it.
   *
   * @param done true there: nothing more for now; null where something else says so
   * @param more false there: nothing more for now; null where {@code done} or an empty page says so
   * @param expired statuses that say the kept text is too old: everything is read again
   */
  record Token(
      JsonPath next,
      Put put,
      @Nullable JsonPath done,
      @Nullable JsonPath more,
      Set<Integer> expired)
      implements PageSpec {}
}
