package io.mainstem.commandcentre.quarantine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the mapping makes of a payload. */
sealed interface Fit {
  /**
   * It goes through.
   *
   * @param fields what it becomes, field by field
   */
  record Fits(List<Field> fields) implements Fit {
    public Fits {
      fields = List.copyOf(fields);
    }
  }

  /** It goes through, and the tool file leaves it out. */
  record LeftOut(String reason) implements Fit {}

  /** It would be held again. */
  record Unfit(String code, String cause, @Nullable String field) implements Fit {}

  /** One field of a canonical record. */
  record Field(String entity, String field, String value) {}
}
