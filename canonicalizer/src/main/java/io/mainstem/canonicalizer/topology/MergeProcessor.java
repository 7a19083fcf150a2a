package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.ledger.Outcomes;
import io.mainstem.canonicalizer.merge.CanonicalIds;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.GoldenState;
import io.mainstem.canonicalizer.merge.MergeResult;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Merger;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.EntityType;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.EntityVersion;
import io.mainstem.schemas.event.OutcomeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the golden record of each canonical id, and reports the outcome of those who asked. */
final class MergeProcessor implements Processor<String, MergeStep, String, MergeEmission> {
  private final FieldAuthority authority;
  private final Tools tools;
  private final Map<String, Lane> lanes = new HashMap<>();
  private @Nullable ProcessorContext<String, MergeEmission> context;
  private @Nullable KeyValueStore<String, byte[]> store;
  private @Nullable KeyValueStore<String, String> links;

  MergeProcessor(FieldAuthority authority, Tools tools) {
    this.authority = authority;
    this.tools = tools;
  }

  /** What one entity type needs. */
  private record Lane(EntityType entity, Merger merger, Codec<GoldenState> codec) {}

  @Override
  public void init(ProcessorContext<String, MergeEmission> started) {
    context = started;
    store = started.getStateStore(StoreNames.MERGE_GOLDEN);
    links = started.getStateStore(StoreNames.LINKS_BY_ALIAS);
    lanes.clear();
  }

  @Override
  public void process(Record<String, MergeStep> record) {
    MergeStep step = record.value();
    Lane lane = lane(step.entity());
    KeyValueStore<String, byte[]> states = Objects.requireNonNull(store);
    byte[] kept = states.get(step.id());
    GoldenState before = kept == null ? GoldenState.NONE : lane.codec().fromBytes(kept);
    MergeResult result = lane.merger().apply(before, step, tools.clock().instant());
    if (!result.state().equals(before)) {
      states.put(step.id(), lane.codec().toBytes(result.state()));
    }
    MergeResult.Emission emission = result.emission();
    if (emission != null) {
      Change change = emission.change();
      send(
          record.withHeaders(Attributes.canonical(record.headers(), change)),
          new MergeEmission.ToCanonical(emission.golden()));
      send(
          record.withHeaders(Attributes.change(record.headers(), change)),
          new MergeEmission.ToChanges(change));
    }
    if (step.cause().outcomeDue()) {
      settle(record, step.cause(), lane.entity(), result.state().golden());
    }
  }

  private void settle(
      Record<String, MergeStep> record,
      Cause cause,
      EntityType entity,
      @Nullable SpecificRecord golden) {
    List<EntityVersion> reached =
        golden == null
            ? List.of()
            : List.of(
                new EntityVersion(entity.name(), Envelope.id(golden), Envelope.version(golden)));
    tools.meter().count(cause.source().connection(), OutcomeKind.APPLIED, null);
    Objects.requireNonNull(context)
        .forward(
            record
                .withKey(cause.source().toString())
                .withValue(
                    new MergeEmission.ToLedger(
                        Outcomes.of(
                            cause, OutcomeKind.APPLIED, null, reached, tools.clock().instant()))));
  }

  private void send(Record<String, MergeStep> record, MergeEmission emission) {
    Objects.requireNonNull(context).forward(record.withValue(emission));
  }

  private Lane lane(String name) {
    return lanes.computeIfAbsent(
        name,
        unseen -> {
          EntityType entity = Entities.named(unseen);
          CanonicalIds ids = alias -> Objects.requireNonNull(links).get(alias);
          return new Lane(entity, new Merger(entity, authority, ids), Codecs.goldenState(entity));
        });
  }
}
