package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.resolve.Guards;
import io.mainstem.canonicalizer.resolve.ResolveStep;
import io.mainstem.canonicalizer.resolve.Resolver;
import io.mainstem.schemas.event.Link;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One task sees all records of an entity type, so that two can never found the same cluster. */
final class ResolveProcessor implements Processor<String, FragmentSent, String, ResolveEmission> {
  private final Function<String, Guards> guards;
  private final Tools tools;
  private final Map<String, Resolver> resolvers = new HashMap<>();
  private @Nullable ProcessorContext<String, ResolveEmission> context;
  private @Nullable StoredRecords store;

  ResolveProcessor(Function<String, Guards> guards, Tools tools) {
    this.guards = guards;
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, ResolveEmission> started) {
    context = started;
    store =
        new StoredRecords(
            started.getStateStore(StoreNames.RESOLVE_RECORDS),
            started.getStateStore(StoreNames.RESOLVE_HOLDERS));
    resolvers.clear();
  }

  @Override
  public void process(Record<String, FragmentSent> record) {
    FragmentSent sent = record.value();
    resolver(sent.fragment().entity())
        .resolve(sent.fragment(), sent.cause())
        .forEach(step -> forward(record, step));
  }

  private Resolver resolver(String entity) {
    return resolvers.computeIfAbsent(
        entity, name -> new Resolver(Objects.requireNonNull(store), guards.apply(name)));
  }

  private void forward(Record<String, FragmentSent> record, ResolveStep step) {
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
      case ResolveStep.Linked linked ->
          send(record, linked.fragment().key(), new ResolveEmission.ToLinks(link(linked)));
    }
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

  private void send(Record<String, FragmentSent> record, String key, ResolveEmission emission) {
    Objects.requireNonNull(context).forward(record.withKey(key).withValue(emission));
  }
}
