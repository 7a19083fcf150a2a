package io.mainstem.sink.reporting;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a failed statement calls for, by its SQLSTATE class (PostgreSQL manual, appendix A). */
enum SqlFailure {
  /** The record itself is refused and always will be: a value the database cannot hold. */
  POISON,
  /** The database is away, busy, or not as it should be: wait and try the same batch again. */
  WAIT;

  static SqlFailure of(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    if (state == null || state.length() < 2) {
      return WAIT;
    }
    return switch (state.substring(0, 2)) {
      case "22", "23" -> POISON;
      default -> WAIT;
    };
  }
}
