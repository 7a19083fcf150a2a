package io.mainstem.canonicalizer;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.map.MapDecision;
import io.mainstem.canonicalizer.map.MapState;
import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.GoldenRecords;
import io.mainstem.canonicalizer.merge.GoldenState;
import io.mainstem.canonicalizer.merge.MemoryMergeStore;
import io.mainstem.canonicalizer.merge.MergeResult;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.canonicalizer.replay.CanonicalContent;
import io.mainstem.canonicalizer.resolve.MemoryResolveStore;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.ResolveStep;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The running stages on maps instead of stores and topics: what they decide, without Kafka. */
final class InMemoryStages {
  private final Map<String, SourceDecider> deciders;
  private final ResolveRules rules;
  private final ResolveStore store = new MemoryResolveStore();
  private final Map<String, Resolver> resolvers = new HashMap<>();
  private final MemoryMergeStore golden = new MemoryMergeStore();
  private final GoldenRecords merging;
  private final Map<String, MapState> remembered = new HashMap<>();
  private final Map<String, String> links = new TreeMap<>();
  final List<Change> changes = new ArrayList<>();
  final List<OutcomeKind> outcomes = new ArrayList<>();

  InMemoryStages(
      Map<String, SourceDecider> deciders, ResolveRules rules, FieldAuthority authority) {
    this.deciders = deciders;
    this.rules = rules;
    this.merging = new GoldenRecords(golden, authority);
  }

  static InMemoryStages ofToy() {
    return new InMemoryStages(Toy.ALONE.deciders(), Toy.ALONE.resolving(), Toy.ALONE.authority());
  }

  InMemoryStages take(List<SourceEvent> events) {
    events.forEach(this::take);
    return this;
  }

  void take(SourceEvent event) {
    SourceKey source = new SourceKey(event.getConnection(), event.getObject(), event.getSourceId());
    MapDecision decision =
        Objects.requireNonNull(deciders.get(event.getConnection()))
            .decide(remembered.get(source.toString()), event);
    remembered.put(source.toString(), decision.next());
    Cause cause =
        new Cause(
            event.getEventId(),
            source,
            event.getDeliveryId(),
            event.getOccurredAt(),
            event.getReceivedAt(),
            false);
    switch (decision) {
      case MapDecision.Forward forward -> forward(forward.fragments(), cause.withOutcome());
      case MapDecision.Settled settled -> {
        outcomes.add(settled.kind());
        forward(settled.fragments(), cause);
      }
      case MapDecision.Rejected rejected -> {
        outcomes.add(OutcomeKind.QUARANTINED);
        forward(rejected.fragments(), cause);
      }
    }
  }

  CanonicalContent content() {
    Map<String, SpecificRecord> newest = new HashMap<>();
    while (golden.unfinished() != null) {
      merging.resume(Instant.EPOCH).forEach(each -> changes.add(each.change()));
    }
    golden
        .golden()
        .forEach(
            (id, state) -> {
              if (state.golden() != null) {
                newest.put(id, state.golden());
              }
            });
    return CanonicalContent.of(newest, links);
  }

  /** The newest record of an id, absorbed ones included. */
  @Nullable SpecificRecord record(String id) {
    return golden.golden().getOrDefault(id, GoldenState.NONE).golden();
  }

  Map<String, String> links() {
    return links;
  }

  List<SpecificRecord> absorbed() {
    return golden.golden().values().stream()
        .map(GoldenState::golden)
        .filter(Objects::nonNull)
        .filter(each -> Envelope.mergedInto(each) != null)
        .toList();
  }

  private void forward(List<SourceFragment> fragments, Cause cause) {
    Cause due = cause;
    for (SourceFragment fragment : fragments) {
      if (Entities.named(fragment.entity()).isMaster()) {
        resolvers
            .computeIfAbsent(fragment.entity(), name -> new Resolver(store, name, rules))
            .resolve(fragment, due)
            .forEach(this::carryOut);
      } else {
        merge(new MergeStep.Fact(fragment, due));
      }
      due = due.withoutOutcome();
    }
  }

  private void carryOut(ResolveStep step) {
    switch (step) {
      case ResolveStep.Merge merge ->
          merge(new MergeStep.Master(merge.entity(), merge.id(), merge.members(), merge.cause()));
      case ResolveStep.Absorb absorb ->
          merge(new MergeStep.Absorb(absorb.entity(), absorb.id(), absorb.into(), absorb.cause()));
      case ResolveStep.Linked linked -> {
        links.put(linked.fragment().key(), linked.canonicalId());
        if (linked.redirects()) {
          Relinked relinked =
              new Relinked(linked.fragment().alias(), linked.canonicalId(), linked.cause());
          merging.apply(relinked, Instant.EPOCH).forEach(each -> changes.add(each.change()));
        }
      }
      case ResolveStep.Suggested _, ResolveStep.Settled _, ResolveStep.Refused _ -> {}
    }
  }

  private void merge(MergeStep step) {
    MergeResult result = merging.apply(step, Instant.EPOCH);
    if (result.emission() != null) {
      changes.add(result.emission().change());
    }
    if (step.cause().outcomeDue()) {
      outcomes.add(OutcomeKind.APPLIED);
    }
  }
}
