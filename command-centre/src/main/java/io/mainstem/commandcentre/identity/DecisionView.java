package io.mainstem.commandcentre.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mainstem.connections.identity.Decision;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One word of one person.
 *
 * @param records a split sets the first apart from the others
 * @param contradiction why it is not followed; null where it is
 */
public record DecisionView(
    String id,
    Decision.Kind kind,
    State state,
    String entity,
    List<Named> records,
    String by,
    String reason,
    Instant at,
    @Nullable String contradiction) {

  /** What it is worth now. */
  public enum State {
    IN_FORCE,
    /** Contradicts earlier ones and is not followed. */
    REFUSED,
    /** Taken back, or another was made about the same records. */
    OVER
  }

  /** Whether there is something to take back. */
  public boolean stands() {
    return state != State.OVER && kind != Decision.Kind.REVOKED;
  }

  /** Whether its records are now as it says; a word taken back asks nothing of them. */
  @JsonProperty
  public boolean carriedOut() {
    String first = records.getFirst().id();
    List<Named> others = records.subList(1, records.size());
    return switch (kind) {
      case MUST_LINK, VENDOR_MERGE ->
          first != null && others.stream().allMatch(one -> first.equals(one.id()));
      case CANNOT_LINK, SPLIT ->
          first != null && others.stream().noneMatch(one -> first.equals(one.id()));
      case REVOKED -> true;
    };
  }

  /** What was decided, as a sentence without its full stop. */
  public String words() {
    String first = records.getFirst().words();
    String others = records.stream().skip(1).map(Named::words).collect(Collectors.joining(" and "));
    return switch (kind) {
      case MUST_LINK, VENDOR_MERGE -> first + " and " + others + " are the same";
      case CANNOT_LINK -> first + " is not the same as " + others;
      case SPLIT -> first + " is set apart from " + others;
      case REVOKED -> "what was decided about " + first + " and " + others + " is taken back";
    };
  }

  /** The same, to begin a sentence with. */
  public String sentence() {
    String words = words();
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** {@code in force}. */
  public String stateWords() {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
