package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.canonicalizer.resolve.ResolveRules;
import io.mainstem.canonicalizer.resolve.ResolveStep;
import io.mainstem.canonicalizer.resolve.ResolveStore;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.connections.identity.Decision;
import io.mainstem.connections.identity.Matcher;
import io.mainstem.schemas.SourceKey;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Link;
import io.mainstem.schemas.event.Suggestion;
import io.mainstem.schemas.event.SuggestionEvidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One task sees all records of an entity type, so that two can never found the same cluster. */
final class ResolveProcessor implements Processor<String, ResolveInput, String, ResolveEmission> {
  private final Function<String, ResolveRules> rules;
  private final Tools tools;
  private final Map<String, Resolver> resolvers = new HashMap<>();
  private @Nullable ProcessorContext<String, ResolveEmission> context;
  private @Nullable ResolveStore store;

  ResolveProcessor(Function<String, ResolveRules> rules, Tools tools) {
    this.rules = rules;
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, ResolveEmission> started) {
    context = started;
    store = ResolveStores.opened(started::getStateStore);
    resolvers.clear();
  }

  @Override
  public void process(Record<String, ResolveInput> record) {
    List<ResolveStep> steps =
        switch (record.value()) {
          case FragmentSent sent ->
              resolver(sent.fragment().entity()).resolve(sent.fragment(), sent.cause());
          case DecisionSent sent ->
              resolver(record.key()).decide(sent.decision(), cause(sent.decision()));
        };
    steps.forEach(step -> forward(record, step));
  }

  /** What a person decided is the cause of what follows from it. */
  private static Cause cause(Decision decision) {
    SourceKey about = SourceKey.ofLinkKey(decision.records().getFirst());
    return new Cause(decision.id(), about, decision.id(), decision.at(), decision.at(), false);
  }

  private Resolver resolver(String entity) {
    return resolvers.computeIfAbsent(
        entity, name -> new Resolver(Objects.requireNonNull(store), name, rules.apply(name)));
  }

  private void forward(Record<String, ResolveInput> record, ResolveStep step) {
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

  private void send(Record<String, ResolveInput> record, String key, ResolveEmission emission) {
    Objects.requireNonNull(context).forward(record.withKey(key).withValue(emission));
  }
}
