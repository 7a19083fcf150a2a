package io.mainstem.commandcentre.trace;

import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.schemas.Entities;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conflicts as the reporting store lists them, page by page. */
public final class Conflicts {
  /** So many a page. */
  public static final int PAGE_ROWS = 50;

  private static final int MAX_TOTALS = 200;
  private static final String BETWEEN = "\n";
  private static final String FIRST = "9999-12-31T00:00:00Z";

  private final ReportingStore store;

  public Conflicts(ReportingStore store) {
    this.store = store;
  }

  /** What is asked for; an empty text means any, and the first page. */
  public record Wanted(String entity, String field, String connection, String after) {}

  /** What is wrong with the question, in one line; empty where nothing is. */
  public static Optional<String> problem(Wanted wanted) {
    if (!wanted.entity().isEmpty() && !EntityTables.isEntity(wanted.entity())) {
      return Optional.of(
          "entity: "
              + wanted.entity()
              + " (expected: an entity such as company"
              + Spelling.nearest(wanted.entity(), Entities.names())
                  .map(near -> "; did you mean '" + near + "'?")
                  .orElse("")
              + ")");
    }
    return wanted.after().isEmpty() || Place.of(wanted.after()).isPresent()
        ? Optional.empty()
        : Optional.of("after: not a place in the list (expected: the 'next' of the page before)");
  }

  /** Where a page begins: just after this row. */
  private record Place(Instant since, String entity, String id, String rest) {
    static Optional<Place> of(String after) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
        String[] parts = text.split(BETWEEN, 4);
        return parts.length == 4
            ? Optional.of(new Place(Instant.parse(parts[0]), parts[1], parts[2], parts[3]))
            : Optional.empty();
      } catch (IllegalArgumentException | DateTimeParseException e) {
        return Optional.empty();
      }
    }

    String text() {
      String text = String.join(BETWEEN, since.toString(), entity, id, rest);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private record Found(ConflictPage.Conflict conflict, String rest) {
    Place place() {
      return new Place(conflict.since(), conflict.entity(), conflict.id(), rest);
    }
  }

  /** One page; the question must have no {@link #problem}. */
  public ConflictPage page(Wanted wanted) {
    Place from = Place.of(wanted.after()).orElse(new Place(Instant.parse(FIRST), "", "", ""));
    List<Found> found =
        store.query(
            """
            select *, field || '|' || connection || '|' || object || '|' || source_id || '|' || item as rest
            from reporting.conflict c
            where (? = '' or entity = ?) and (? = '' or field = ?) and (? = '' or connection = ?)
              and since <= ?
              and (since < ? or (entity, id,
                field || '|' || connection || '|' || object || '|' || source_id || '|' || item) > (?, ?, ?))
            order by since desc, entity, id, rest
            limit ?
            """,
            Conflicts::found,
            wanted.entity(),
            wanted.entity(),
            wanted.field(),
            wanted.field(),
            wanted.connection(),
            wanted.connection(),
            from.since(),
            from.since(),
            from.entity(),
            from.id(),
            from.rest(),
            PAGE_ROWS + 1);
    List<Found> shown = found.subList(0, Math.min(PAGE_ROWS, found.size()));
    return new ConflictPage(
        totals(),
        labelled(shown),
        found.size() > PAGE_ROWS ? shown.getLast().place().text() : null);
  }

  private List<ConflictPage.Total> totals() {
    return store.query(
        "select entity, field, connection, count(*) as conflicts from reporting.conflict"
            + " group by 1, 2, 3 order by 4 desc, 1, 2, 3 limit ?",
        row ->
            new ConflictPage.Total(
                row.text("entity"),
                row.text("field"),
                row.text("connection"),
                row.number("conflicts")),
        MAX_TOTALS);
  }

  private static Found found(Row row) throws SQLException {
    String winning = row.textOrNull("winning_value");
    return new Found(
        new ConflictPage.Conflict(
            row.text("entity"),
            row.text("id"),
            row.text("id"),
            row.text("field"),
            row.text("connection"),
            row.text("object"),
            row.text("source_id"),
            Fields.shownJson(row.text("value")),
            row.text("winner_connection"),
            Fields.shownJson(winning),
            row.text("rule"),
            row.instant("since")),
        row.text("rest"));
  }

  /** The same with what people call each record. */
  private List<ConflictPage.Conflict> labelled(List<Found> found) {
    Map<String, List<String>> ids = new HashMap<>();
    found.forEach(
        one ->
            ids.computeIfAbsent(one.conflict().entity(), _ -> new ArrayList<>())
                .add(one.conflict().id()));
    Map<String, @Nullable String> labels = new HashMap<>();
    ids.forEach(
        (entity, of) ->
            store
                .query(
                    "select t.id, "
                        + EntityTables.label(entity)
                        + " as label from "
                        + EntityTables.table(entity)
                        + " t where t.id = any (?)",
                    row -> Map.entry(row.text("id"), row.text("label")),
                    of)
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue())));
    return found.stream().map(one -> named(one.conflict(), labels)).toList();
  }

  private static ConflictPage.Conflict named(
      ConflictPage.Conflict one, Map<String, @Nullable String> labels) {
    String label = labels.get(one.id());
    return new ConflictPage.Conflict(
        one.entity(),
        one.id(),
        label == null ? one.id() : label,
        one.field(),
        one.connection(),
        one.object(),
        one.sourceId(),
        one.value(),
        one.winnerConnection(),
        one.winningValue(),
        one.rule(),
        one.since());
  }
}
