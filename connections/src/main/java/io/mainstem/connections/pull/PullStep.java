package io.mainstem.connections.pull;

import io.mainstem.connections.door.Delivery;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer means for a reading. */
public sealed interface PullStep {

  /** Publish these, then go on with {@code next}. */
  record Page(List<Delivery> records, PullState next) implements PullStep {}

  /** Publish these; then the reading is over, and this is to be kept. */
  record Last(List<Delivery> records, PullState state, PullMark mark) implements PullStep {}

  /**
   * The same call again, later.
   *
   * @param after as the tool asked, or null
   */
  record Again(String code, @Nullable Duration after) implements PullStep {}

  /** The tool does not accept our token: have another, then the same call again. */
  record Unauthorized(int status) implements PullStep {}

  /** What was kept between readings is too old: everything has to be read once more. */
  record TooOld(PullMark mark) implements PullStep {}

  /** Trying again would not help. The cause holds no payload. */
  record Refused(String code, String cause) implements PullStep {}
}
