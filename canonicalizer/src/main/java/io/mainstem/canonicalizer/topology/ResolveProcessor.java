package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.canonicalizer.resolve.IdentityRules;
import io.mainstem.canonicalizer.resolve.ResolveStep;
import io.mainstem.connections.Identity;
import io.mainstem.connections.identity.Matcher;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Suggestion;
import io.mainstem.schemas.event.SuggestionEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** One task sees all records of an entity type, so that two can never found the same cluster. */
final class ResolveProcessor implements Processor<String, ResolveInput, String, ResolveEmission> {
  /** Pause between slices while records are brought under other rules. */
  static final Duration TICK = Duration.ofMillis(10);

  private final Rules rules;
  private final RuleWatch watch;
  private final Tools tools;
  private final Map<String, RuleKeeper> keepers = new TreeMap<>();
  private @Nullable ProcessorContext<String, ResolveEmission> context;
  private @Nullable StoredRecords store;
  private @Nullable StoredRecords scratch;
  private @Nullable KeyValueStore<String, Regime> regimes;
  private @Nullable WaitingRoom waiting;
  private @Nullable Cancellable ticking;

  ResolveProcessor(Rules rules, RuleWatch watch, Tools tools) {
    this.rules = rules;
    this.watch = watch;
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, ResolveEmission> started) {
    context = started;
    store = ResolveStores.records(started::getStateStore);
    scratch = ResolveStores.scratch(started::getStateStore);
    regimes = started.getStateStore(StoreNames.RESOLVE_RULES);
    waiting = null;
    keepers.clear();
    ticking = null;
    tick(); // files may have changed: then there is work although nothing arrives
  }

  @Override
  public void process(Record<String, ResolveInput> record) {
    String entity =
        switch (record.value()) {
          case FragmentSent sent -> sent.fragment().entity();
          case DecisionSent _ -> record.key();
        };
    keeper(entity).take(record.value()).forEach(step -> forward(record, step));
  }

  private RuleKeeper keeper(String entity) {
    RuleKeeper known = keepers.get(entity);
    if (known != null) {
      return known;
    }
    if (waiting == null) {
      waiting =
          new WaitingRoom(
              Objects.requireNonNull(context).getStateStore(StoreNames.RESOLVE_WAITING));
    }
    RuleKeeper keeper =
        new RuleKeeper(
            entity,
            rules.identity(),
            rules.authority().print(Entities.named(entity)),
            Objects.requireNonNull(store),
            Objects.requireNonNull(scratch),
            Objects.requireNonNull(regimes),
            waiting,
            watch);
    keepers.put(entity, keeper);
    if (!keeper.isAtRest()) {
      tick();
    }
    return keeper;
  }

  private void tick() {
    if (ticking == null) {
      ticking =
          Objects.requireNonNull(context)
              .schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::advance);
    }
  }

  /** One slice for each entity that is not under the rules of the files yet. */
  private void advance(long now) {
    entities().forEach(this::keeper);
    boolean weighing = false;
    for (Map.Entry<String, RuleKeeper> each : keepers.entrySet()) {
      if (each.getValue().isWeighing() && weighing) {
        continue; // one after the other: they share the scratch stores
      }
      weighing |= each.getValue().isWeighing();
      List<ResolveStep> steps =
          each.getValue()
              .advance(
                  wanted ->
                      send(
                          new Record<>(each.getKey(), null, now),
                          each.getKey(),
                          new ResolveEmission.ToAudit(braked(each.getKey(), wanted))));
      steps.forEach(step -> forward(new Record<>(each.getKey(), null, now), step));
    }
    if (ticking != null && keepers.values().stream().allMatch(RuleKeeper::isAtRest)) {
      ticking.cancel();
      ticking = null;
    }
  }

  private List<String> entities() {
    List<String> entities = new ArrayList<>();
    try (KeyValueIterator<String, Regime> all = Objects.requireNonNull(regimes).all()) {
      all.forEachRemaining(each -> entities.add(each.key));
    }
    return entities;
  }

  private AuditEntry braked(String entity, IdentityRules wanted) {
    return AuditEntry.newBuilder()
        .setSubject(Identity.FILE + "/" + entity)
        .setActor("canonicalizer")
        .setVerb("braked")
        .setDetail(RuleWatch.advice(entity, wanted.mergeAtMost()))
        .setAt(tools.clock().instant())
        .setRefs(Map.of())
        .build();
  }

  private void forward(Record<String, ?> record, ResolveStep step) {
    switch (step) {
      case ResolveStep.Merge merge ->
          send(
              record,
              merge.id(),
              new ResolveEmission.ToMerge(
                  new MergeStep.Master(
                      merge.entity(), merge.id(), merge.members(), merge.cause())));
      case ResolveStep.Absorb absorb ->
          send(
              record,
              absorb.id(),
              new ResolveEmission.ToMerge(
                  new MergeStep.Absorb(
                      absorb.entity(), absorb.id(), absorb.into(), absorb.cause())));
      case ResolveStep.Linked linked -> {
        send(record, linked.fragment().key(), new ResolveEmission.ToLinks(link(linked)));
        if (linked.redirects()) {
          String alias = linked.fragment().alias();
          send(
              record,
              alias,
              new ResolveEmission.ToMerge(
                  new Relinked(alias, linked.canonicalId(), linked.cause())));
        }
      }
      case ResolveStep.Suggested suggested ->
          send(
              record,
              pair(suggested.entity(), suggested.left(), suggested.right()),
              new ResolveEmission.ToSuggestions(suggestion(suggested)));
      case ResolveStep.Settled settled ->
          send(
              record,
              pair(settled.entity(), settled.left(), settled.right()),
              new ResolveEmission.ToSuggestions(null));
      case ResolveStep.Refused refused ->
          send(record, refused.decision().id(), new ResolveEmission.ToAudit(refusal(refused)));
    }
  }

  private static String pair(String entity, SourceKey left, SourceKey right) {
    return entity + "|" + left + "|" + right;
  }

  private Suggestion suggestion(ResolveStep.Suggested suggested) {
    return Suggestion.newBuilder()
        .setEntity(suggested.entity())
        .setLeft(suggested.left().toString())
        .setRight(suggested.right().toString())
        .setProbability(Matcher.probability(suggested.bits()))
        .setEvidence(
            suggested.evidence().stream()
                .map(each -> new SuggestionEvidence(each.comparison(), each.words(), each.bits()))
                .toList())
        .setStopped(suggested.stopped())
        .setAt(tools.clock().instant())
        .build();
  }

  private AuditEntry refusal(ResolveStep.Refused refused) {
    return AuditEntry.newBuilder()
        .setSubject(refused.decision().id())
        .setActor("canonicalizer")
        .setVerb("refused")
        .setDetail(
            "The decision contradicts earlier ones: "
                + String.join(" - ", refused.chain())
                + ". Take one of those back first.")
        .setAt(tools.clock().instant())
        .setRefs(Map.of("decidedBy", refused.decision().by()))
        .build();
  }

  private Link link(ResolveStep.Linked linked) {
    return Link.newBuilder()
        .setEntity(linked.fragment().entity())
        .setConnection(linked.fragment().source().connection())
        .setObject(linked.fragment().source().object())
        .setSourceId(linked.fragment().source().sourceId())
        .setAlias(linked.fragment().alias())
        .setCanonicalId(linked.canonicalId())
        .setRule(linked.rule())
        .setReason(linked.reason())
        .setAt(tools.clock().instant())
        .setEventId(linked.cause().eventId())
        .build();
  }

  private void send(Record<String, ?> record, String key, ResolveEmission emission) {
    Objects.requireNonNull(context).forward(record.withKey(key).withValue(emission));
  }
}
