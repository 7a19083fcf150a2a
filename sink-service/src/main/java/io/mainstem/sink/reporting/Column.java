package io.mainstem.sink.reporting;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One column and where its value comes from. Values travel as text and are cast by the database, so
 * that one statement shape serves every type.
 *
 * @param type as in the migration, e.g. {@code numeric(19, 4)}
 * @param text of the value in PostgreSQL's input format; null for SQL null
 */
record Column<T>(String name, String type, Function<T, @Nullable String> text) {

  /** The same column read from something that leads to a {@code T}. */
  <S> Column<S> from(Function<S, T> path) {
    return new Column<>(name, type, source -> text.apply(path.apply(source)));
  }

  Column<T> typed(String otherType) {
    return new Column<>(name, otherType, text);
  }

  Column<T> named(String otherName) {
    return new Column<>(otherName, type, text);
  }

  String quoted() {
    return '"' + name + '"';
  }
}
