package io.mainstem.commandcentre.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.commandcentre.store.ReportingStore;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Verdicts;
import io.mainstem.connections.yaml.Spelling;
import io.mainstem.schemas.DecisionKey;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.DecisionKind;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes in what people decide about identity, and shows what there is to decide. */
public final class Desk {
  /** What is wrong where a list gives no page. */
  public static final String NO_PLACE =
      "after: not a place in the list (expected: the 'next' of the page before)";

  private final Records records;
  private final Suggestions suggestions;
  private final Decisions decisions;
  private final DecisionPublisher publisher;
  private final InstantSource clock;

  /**
   * @param currency of the business, ISO 4217
   */
  public Desk(
      ReportingStore store, String currency, DecisionPublisher publisher, InstantSource clock) {
    this.records = new Records(store);
    this.suggestions = new Suggestions(store, records, currency);
    this.decisions = new Decisions(store, records);
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What is wrong with the entity that a list is asked for, in one line; empty means any. */
  public static Optional<String> problem(String entity) {
    return entity.isEmpty() || master(entity).isPresent()
        ? Optional.empty()
        : Optional.of(noEntity(entity));
  }

  /**
   * One page; empty texts mean any entity, and the first page. None where there is no such place.
   */
  public Optional<SuggestionPage> suggestions(String entity, String after) {
    return Suggestions.isPlace(after)
        ? Optional.of(suggestions.page(entity, after))
        : Optional.empty();
  }

  /**
   * One page; empty texts mean any entity, and the first page. None where there is no such place.
   */
  public Optional<DecisionPage> decisions(String entity, String after) {
    return Decisions.isPlace(after) ? Optional.of(decisions.page(entity, after)) : Optional.empty();
  }

  /** The latest word of a decision; empty where it has not arrived in the store. */
  public Optional<DecisionView> decision(String id) {
    return decisions.find(id);
  }

  /** What people decided about these source records and still stands. */
  public List<DecisionView> about(String entity, List<String> sourceRecords) {
    return sourceRecords.isEmpty() ? List.of() : decisions.about(entity, sourceRecords);
  }

  /**
   * Checks what somebody decides and sends it.
   *
   * @return the decision as it was sent
   * @throws RefusedException if it was not, or it is not known whether it was
   */
  public Decision decide(JsonNode body) throws RefusedException {
    DecisionRequest request = DecisionRequest.read(body);
    if (request.kind() == Decision.Kind.REVOKED) {
      return revoke(request);
    }
    if (!request.id().isEmpty()) {
      throw RefusedException.form("id: given (expected: only where kind is REVOKED)");
    }
    String entity = request.entity();
    if (master(entity).isEmpty()) {
      throw RefusedException.form(noEntity(entity));
    }
    List<String> named = found(request);
    Decision decision = decision(request, entity, named);
    refuseContradiction(entity, decision);
    return send(entity, named, decision);
  }

  private Decision revoke(DecisionRequest request) throws RefusedException {
    if (request.id().isEmpty() || !request.records().isEmpty()) {
      throw RefusedException.form(
          "id: %s (expected: the id of the decision to take back, and no records)"
              .formatted(request.id().isEmpty() ? "empty" : request.id()));
    }
    DecisionView known =
        decisions
            .find(request.id())
            .filter(DecisionView::stands)
            .orElseThrow(
                () ->
                    RefusedException.unknown(
                        "id: %s (expected: a decision that stands; GET /api/identity/decisions lists them)"
                            .formatted(request.id())));
    List<String> of = known.records().stream().map(Named::record).toList();
    return send(known.entity(), of, decision(request, known.entity(), of));
  }

  /** The source records that are meant, checked. */
  private List<String> found(DecisionRequest request) throws RefusedException {
    String entity = request.entity();
    List<String> found = new ArrayList<>();
    for (String key : request.records()) {
      String record =
          records
              .find(entity, key)
              .orElseThrow(
                  () ->
                      RefusedException.unknown(
                          "records: %s is no known source record of %s (expected: such as crm/contact/71, or an id such as %s…)"
                              .formatted(key, entity, Entities.named(entity).idPrefix())));
      if (found.contains(record)) {
        throw RefusedException.form(
            "records: %s is named twice (expected: each once)".formatted(record));
      }
      found.add(record);
    }
    if (request.kind() == Decision.Kind.SPLIT && found.size() == 1) {
      found.addAll(records.others(entity, found.getFirst()));
    }
    if (found.size() < 2 || found.size() > DecisionRequest.MAX_RECORDS) {
      throw RefusedException.form(
          request.kind() == Decision.Kind.SPLIT && found.size() == 1
              ? "records: %s stands alone already (expected: one that is linked with others)"
                  .formatted(found.getFirst())
              : "records: %d (expected: 2 to %d)"
                  .formatted(found.size(), DecisionRequest.MAX_RECORDS));
    }
    return found;
  }

  private Decision decision(DecisionRequest request, String entity, List<String> named) {
    DecisionKind kind = DecisionKind.valueOf(request.kind().name());
    String id = request.id().isEmpty() ? DecisionKey.of(entity, kind, named) : request.id();
    return new Decision(
        id,
        request.kind(),
        named.stream().map(record -> entity + "|" + record).toList(),
        request.by(),
        request.reason(),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private void refuseContradiction(String entity, Decision decision) throws RefusedException {
    List<Decision> all = new ArrayList<>(decisions.inForce(entity));
    all.removeIf(known -> known.id().equals(decision.id()));
    all.add(decision);
    for (Verdicts.Contradiction each : Verdicts.of(all).contradictions()) {
      if (each.refused().equals(decision)) {
        throw new RefusedException(
            RefusedException.Cause.CONTRADICTION,
            "This contradicts what was decided before. " + Decisions.chainWords(each, all),
            Decisions.chain(each, all).stream()
                .flatMap(one -> decisions.find(one.id()).stream())
                .toList());
      }
    }
  }

  private Decision send(String entity, List<String> named, Decision decision)
      throws RefusedException {
    publisher.publish(
        decision.id(),
        io.mainstem.schemas.event.Decision.newBuilder()
            .setKind(DecisionKind.valueOf(decision.kind().name()))
            .setEntity(entity)
            .setRecords(named)
            .setDecidedBy(decision.by())
            .setReason(decision.reason())
            .setAt(decision.at())
            .build(),
        AuditEntry.newBuilder()
            .setSubject(decision.id())
            .setActor(decision.by())
            .setVerb(decision.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .setDetail(decision.reason())
            .setAt(decision.at())
            .setRefs(Map.of("entity", entity, "records", String.join(" ", named)))
            .build());
    return decision;
  }

  private static Optional<EntityType> master(String entity) {
    return Entities.find(entity).filter(EntityType::isMaster);
  }

  private static String noEntity(String entity) {
    List<String> masters =
        Entities.all().stream().filter(EntityType::isMaster).map(EntityType::name).toList();
    return "entity: "
        + (entity.isEmpty() ? "empty" : entity)
        + " (expected: "
        + Spelling.nearest(entity, masters)
            .map(near -> "a master; did you mean '" + near + "'?")
            .orElse(String.join(", ", masters))
        + ")";
  }
}
