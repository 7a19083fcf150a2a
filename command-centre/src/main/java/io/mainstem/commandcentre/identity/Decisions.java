package io.mainstem.commandcentre.identity;

import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.commandcentre.store.Row;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.schemas.SourceKey;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people decided, as the reporting store has it. */
final class Decisions {
  /** So many a page. */
  static final int PAGE_ROWS = 50;

  /** So many in force of one entity are held together to find what contradicts what. */
  static final int MAX_IN_FORCE = 10_000;

  private static final int PLACE_PARTS = 2;
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final String WORDS =
      "select d.*, not exists (select from ops.identity_decision n where n.decision_id ="
          + " d.decision_id and n.at > d.at) as latest from ops.identity_decision d ";

  private final ReportingStore store;
  private final Records records;

  Decisions(ReportingStore store, Records records) {
    this.store = store;
    this.records = records;
  }

  private record Found(String entity, Decision decision, boolean latest) {}

  private record From(Instant at, String id) {}

  static boolean isPlace(String after) {
    return from(after).isPresent();
  }

  private static Optional<From> from(String after) {
    if (after.isEmpty()) {
      return Optional.of(new From(LAST, ""));
    }
    try {
      return Place.of(after, PLACE_PARTS)
          .map(Place::values)
          .map(values -> new From(Instant.parse(values.get(0)), values.get(1)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  DecisionPage page(String entity, String after) {
    From from = from(after).orElseThrow();
    List<Found> found =
        store.query(
            WORDS
                + "where (? = '' or d.entity = ?) and (d.at < ? or (d.at = ? and d.decision_id >"
                + " ?)) order by d.at desc, d.decision_id limit ?",
            Decisions::found,
            entity,
            entity,
            from.at(),
            from.at(),
            from.id(),
            PAGE_ROWS + 1);
    List<Found> shown = found.subList(0, Math.min(PAGE_ROWS, found.size()));
    Decision last = shown.isEmpty() ? null : shown.getLast().decision();
    return new DecisionPage(
        views(shown),
        last == null || found.size() <= PAGE_ROWS
            ? null
            : new Place(List.of(last.at().toString(), last.id())).text());
  }

  /** The latest word of a decision; empty where nobody has said it, or it has not arrived here. */
  Optional<DecisionView> find(String id) {
    return views(
            store.query(
                WORDS + "where d.decision_id = ? order by d.at desc limit 1", Decisions::found, id))
        .stream()
        .findFirst();
  }

  /** Those in force about any of these source records. */
  List<DecisionView> about(String entity, List<String> sourceRecords) {
    return views(
        store.query(
            "select d.*, true as latest from ops.identity_decision_in_force d where d.entity = ?"
                + " and d.records && ? order by d.at, d.decision_id limit ?",
            Decisions::found,
            entity,
            sourceRecords,
            PAGE_ROWS));
  }

  /** All in force of an entity, with link keys, as the canonicalizer sees them. */
  List<Decision> inForce(String entity) throws RefusedException {
    List<Decision> decisions =
        store
            .query(
                "select d.*, true as latest from ops.identity_decision_in_force d where entity = ?"
                    + " limit ?",
                Decisions::found,
                entity,
                MAX_IN_FORCE + 1)
            .stream()
            .map(Found::decision)
            .toList();
    if (decisions.size() > MAX_IN_FORCE) {
      throw RefusedException.form(
          "decisions: more than %d in force of %s (expected: at most so many)"
              .formatted(MAX_IN_FORCE, entity));
    }
    return decisions;
  }

  private static Found found(Row row) throws SQLException {
    String entity = row.text("entity");
    return new Found(
        entity,
        new Decision(
            row.text("decision_id"),
            Decision.Kind.valueOf(row.text("kind")),
            row.texts("records").stream().map(record -> entity + "|" + record).toList(),
            row.text("decided_by"),
            row.text("reason"),
            row.instant("at")),
        row.truth("latest"));
  }

  private List<DecisionView> views(List<Found> found) {
    Map<String, Set<String>> wanted = new HashMap<>();
    for (Found one : found) {
      wanted.computeIfAbsent(one.entity(), _ -> new HashSet<>()).addAll(records(one.decision()));
    }
    Map<String, Map<String, Named>> named = new HashMap<>();
    Map<String, Map<String, String>> refused = new HashMap<>();
    wanted.forEach(
        (entity, of) -> {
          named.put(entity, records.named(entity, of));
          refused.put(entity, refused(entity));
        });
    List<DecisionView> views = new ArrayList<>();
    for (Found one : found) {
      Map<String, Named> names = named.getOrDefault(one.entity(), Map.of());
      String contradiction =
          one.latest()
              ? refused.getOrDefault(one.entity(), Map.of()).get(one.decision().id())
              : null;
      DecisionView.State state =
          !one.latest()
              ? DecisionView.State.OVER
              : contradiction != null ? DecisionView.State.REFUSED : DecisionView.State.IN_FORCE;
      views.add(
          new DecisionView(
              one.decision().id(),
              one.decision().kind(),
              state,
              one.entity(),
              records(one.decision()).stream()
                  .map(record -> names.getOrDefault(record, Named.alone(record, null)))
                  .toList(),
              one.decision().by(),
              one.decision().reason(),
              one.decision().at(),
              contradiction));
    }
    return List.copyOf(views);
  }

  /** Why each that is not followed is not. */
  private Map<String, String> refused(String entity) {
    Map<String, String> refused = new HashMap<>();
    List<Decision> all;
    try {
      all = inForce(entity);
    } catch (RefusedException tooMany) {
      // Nothing more is decided then, and what was refused before is in the audit.
      return Map.of();
    }
    for (Verdicts.Contradiction each : Verdicts.of(all).contradictions()) {
      refused.put(each.refused().id(), chainWords(each, all));
    }
    return refused;
  }

  /** What each decision about two neighbours of the chain says, and by whom. */
  static String chainWords(Verdicts.Contradiction contradiction, List<Decision> all) {
    List<String> sentences = new ArrayList<>();
    for (Decision one : chain(contradiction, all)) {
      List<String> names = records(one).stream().map(Named::spoken).toList();
      String others = String.join(" and ", names.subList(1, names.size()));
      String said =
          one.kind() == Decision.Kind.MUST_LINK
              ? names.getFirst() + " and " + others + " are the same"
              : names.getFirst() + " is not the same as " + others;
      sentences.add(
          "%s said on %s that %s (%s; %s)."
              .formatted(one.by(), DAY.format(one.at()), said, one.reason(), one.id()));
    }
    return String.join(" ", sentences) + " Take one of these back first.";
  }

  /** The earlier decisions that tie each record of the chain to the next, or part them. */
  static List<Decision> chain(Verdicts.Contradiction contradiction, List<Decision> all) {
    boolean links = contradiction.refused().kind() == Decision.Kind.MUST_LINK;
    List<Decision> chain = new ArrayList<>();
    List<String> keys = contradiction.chain();
    for (int i = 1; i < keys.size(); i++) {
      String one = keys.get(i - 1);
      String other = keys.get(i);
      all.stream()
          .filter(each -> !each.id().equals(contradiction.refused().id()))
          .filter(each -> (each.kind() != Decision.Kind.MUST_LINK) == links)
          .filter(each -> each.records().contains(one) && each.records().contains(other))
          .filter(each -> !chain.contains(each))
          .findFirst()
          .ifPresent(chain::add);
    }
    return chain;
  }

  private static List<String> records(Decision decision) {
    return decision.records().stream().map(key -> SourceKey.ofLinkKey(key).toString()).toList();
  }
}
