package io.mainstem.commandcentre.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a canonical record is what it is: {@code GET /api/why/{type}/{id}[?field=]}.
 *
 * @param redirect in words, where the id asked for is not that of the record any more
 * @param sources why each of its source records is part of it
 * @param decisions what people decided about them and still stands
 * @param fields why each of its fields holds what it holds
 */
public record Why(
    String entity,
    String id,
    String label,
    @Nullable String redirect,
    boolean deleted,
    List<SourceWhy> sources,
    List<SaidWhy> decisions,
    List<FieldWhy> fields) {

  /**
   * A person's word.
   *
   * @param kind {@code MUST_LINK}, {@code CANNOT_LINK} or {@code SPLIT}, which sets the first apart
   * @param records each {@code connection object id}
   */
  public record SaidWhy(
      String id, String kind, List<String> records, String by, String reason, Instant at) {}

  /**
   * One source record and its link.
   *
   * @param record {@code connection object id}
   */
  public record SourceWhy(String record, String alias, String rule, String reason, Instant at) {}

  /**
   * One field.
   *
   * @param field as in the schema
   * @param values as people read them; none where nobody says it
   * @param record whose value it is; empty where nobody says it
   * @param rule as recorded when it was merged
   * @param because the same in plain words
   * @param line of authority.yaml; 0 where that file does not say it
   * @param since first day of the order that chose it
   * @param heldSince when this value came; null where that is not kept
   * @param elements of a merged list: where each came from
   */
  public record FieldWhy(
      String field,
      List<String> values,
      String record,
      String rule,
      String because,
      int line,
      @Nullable LocalDate since,
      @Nullable Instant heldSince,
      List<ElementWhy> elements,
      List<LoserWhy> losers) {}

  /**
   * One element of a merged list.
   *
   * @param agree other records that hold it too
   */
  public record ElementWhy(String value, String record, List<String> agree) {}

  /** A value that was not chosen. */
  public record LoserWhy(String record, String value, boolean conflict, String because) {}
}
