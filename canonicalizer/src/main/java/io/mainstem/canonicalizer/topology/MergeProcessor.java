package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.ledger.Outcomes;
import io.mainstem.canonicalizer.merge.Envelope;
import io.mainstem.canonicalizer.merge.FieldAuthority;
import io.mainstem.canonicalizer.merge.GoldenRecords;
import io.mainstem.canonicalizer.merge.MergeInput;
import io.mainstem.canonicalizer.merge.MergeResult;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.canonicalizer.merge.Relinked;
import io.mainstem.schemas.event.Change;
import io.mainstem.schemas.event.EntityVersion;
import io.mainstem.schemas.event.OutcomeKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the golden record of each canonical id, reports the outcome of those who asked, and goes on
 * telling those that refer to a master of its new id where they are many.
 */
final class MergeProcessor implements Processor<String, MergeInput, String, MergeEmission> {
  /** Between two slices other records have their turn, and the transaction ends. */
  static final Duration BETWEEN_SLICES = Duration.ofMillis(100);

  private final FieldAuthority authority;
  private final Tools tools;
  private @Nullable ProcessorContext<String, MergeEmission> context;
  private @Nullable GoldenRecords records;

  MergeProcessor(FieldAuthority authority, Tools tools) {
    this.authority = authority;
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, MergeEmission> started) {
    context = started;
    GoldenRecords goldenRecords =
        new GoldenRecords(
            new StoredGolden(
                started.getStateStore(StoreNames.MERGE_GOLDEN),
                started.getStateStore(StoreNames.MERGE_IDS),
                started.getStateStore(StoreNames.MERGE_REFERRERS),
                started.getStateStore(StoreNames.MERGE_UNFINISHED)),
            authority);
    records = goldenRecords;
    started.schedule(
        BETWEEN_SLICES,
        PunctuationType.WALL_CLOCK_TIME,
        now ->
            goldenRecords
                .resume(tools.clock().instant())
                .forEach(emission -> send(emission, now, new RecordHeaders())));
  }

  @Override
  public void process(Record<String, MergeInput> record) {
    GoldenRecords goldenRecords = Objects.requireNonNull(records);
    switch (record.value()) {
      case MergeStep step -> {
        MergeResult result = goldenRecords.apply(step, tools.clock().instant());
        if (result.emission() != null) {
          send(result.emission(), record.timestamp(), record.headers());
        }
        if (step.cause().outcomeDue()) {
          settle(record, step, result.state().golden());
        }
      }
      case Relinked relinked ->
          goldenRecords
              .apply(relinked, tools.clock().instant())
              .forEach(emission -> send(emission, record.timestamp(), record.headers()));
    }
  }

  private void settle(
      Record<String, MergeInput> record, MergeStep step, @Nullable SpecificRecord golden) {
    Cause cause = step.cause();
    List<EntityVersion> reached =
        golden == null
            ? List.of()
            : List.of(
                new EntityVersion(step.entity(), Envelope.id(golden), Envelope.version(golden)));
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

  private void send(MergeResult.Emission emission, long timestamp, Headers headers) {
    Change change = emission.change();
    Record<String, MergeEmission> canonical =
        new Record<>(
            change.getId(),
            new MergeEmission.ToCanonical(emission.golden()),
            timestamp,
            Attributes.canonical(headers, change));
    Objects.requireNonNull(context).forward(canonical);
    Objects.requireNonNull(context)
        .forward(
            canonical
                .withHeaders(Attributes.change(headers, change))
                .withValue(new MergeEmission.ToChanges(change)));
  }
}
