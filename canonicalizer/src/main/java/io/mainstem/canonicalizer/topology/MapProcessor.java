package io.mainstem.canonicalizer.topology;

import io.mainstem.canonicalizer.fragment.Cause;
import io.mainstem.canonicalizer.fragment.Digest;
import io.mainstem.canonicalizer.fragment.SourceFragment;
import io.mainstem.canonicalizer.ledger.DeadLetters;
import io.mainstem.canonicalizer.ledger.Origin;
import io.mainstem.canonicalizer.ledger.Outcomes;
import io.mainstem.canonicalizer.map.MapDecision;
import io.mainstem.canonicalizer.map.MapState;
import io.mainstem.canonicalizer.map.SourceDecider;
import io.mainstem.canonicalizer.merge.MergeStep;
import io.mainstem.schemas.Entities;
import io.mainstem.schemas.event.OutcomeKind;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.schemas.event.Stage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Every record of every source topic ends here in an outcome, or goes on to get one. */
final class MapProcessor implements Processor<byte[], byte[], String, MapEmission> {
  private final SourceReader reader;
  private final Map<String, SourceDecider> deciders;
  private final Function<String, Digest> prints;
  private final Tools tools;
  private @Nullable ProcessorContext<String, MapEmission> context;
  private @Nullable KeyValueStore<String, MapState> latest;

  /**
   * @param prints of the rules by which the deciders make tokens and profiles, by entity
   */
  MapProcessor(
      SourceReader reader,
      Map<String, SourceDecider> deciders,
      Function<String, Digest> prints,
      Tools tools) {
    this.reader = reader;
    this.deciders = deciders;
    this.prints = prints;
    this.tools = tools;
  }

  @Override
  public void init(ProcessorContext<String, MapEmission> started) {
    context = started;
    latest = started.getStateStore(StoreNames.MAP_LATEST);
  }

  @Override
  public void process(Record<byte[], byte[]> received) {
    Record<byte[], byte[]> record = received.withHeaders(Attributes.trace(received.headers()));
    Origin origin = origin();
    Instant arrivedAt = Instant.ofEpochMilli(record.timestamp());
    SourceReader.Reading reading =
        tools.patience().ask(() -> reader.read(origin, record.key(), record.value(), arrivedAt));
    switch (reading) {
      case SourceReader.Poison poison -> {
        byte[] bytes = record.value() == null ? new byte[0] : record.value();
        quarantine(
            record,
            poison.cause(),
            Stage.DECODE,
            new MapDecision.Rejected(
                poison.code().name(),
                poison.code().cause(),
                null,
                List.of(),
                MapState.first(arrivedAt)),
            ByteBuffer.wrap(bytes));
      }
      case SourceReader.Legible legible ->
          decide(
              record,
              legible.event(),
              legible.cause(),
              Complaint.of(legible.event(), received.headers()));
    }
  }

  private void decide(
      Record<?, ?> record, SourceEvent event, Cause cause, @Nullable Complaint complaint) {
    KeyValueStore<String, MapState> store = Objects.requireNonNull(latest);
    String key = cause.source().toString();
    MapDecision decision = decider(event).decide(store.get(key), event);
    store.put(key, decision.next());
    switch (decision) {
      case MapDecision.Forward forward -> forward(record, forward.fragments(), cause.withOutcome());
      case MapDecision.Settled settled -> {
        settle(record, cause, settled.kind(), settled.code());
        forward(record, settled.fragments(), cause);
      }
      case MapDecision.Rejected rejected when complaint != null ->
          quarantine(
              record,
              cause,
              complaint.stage(),
              new MapDecision.Rejected(
                  complaint.code(), complaint.words(), null, List.of(), rejected.next()),
              event.getPayload());
      case MapDecision.Rejected rejected -> {
        quarantine(record, cause, Stage.MAP, rejected, event.getPayload());
        forward(record, rejected.fragments(), cause);
      }
    }
  }

  private SourceDecider decider(SourceEvent event) {
    return Objects.requireNonNull(
        deciders.get(event.getConnection()), "only topics of known connections are read");
  }

  /** The first fragment answers for the event; the others are its consequences. */
  private void forward(Record<?, ?> record, List<SourceFragment> fragments, Cause cause) {
    Cause due = cause;
    for (SourceFragment fragment : fragments) {
      if (Entities.named(fragment.entity()).isMaster()) {
        Digest print = prints.apply(fragment.entity());
        send(
            record,
            fragment.entity(),
            new MapEmission.ToResolve(new FragmentSent(fragment, due, print)));
      } else {
        send(record, fragment.alias(), new MapEmission.ToMerge(new MergeStep.Fact(fragment, due)));
      }
      due = due.withoutOutcome();
    }
  }

  private void quarantine(
      Record<?, ?> record,
      Cause cause,
      Stage stage,
      MapDecision.Rejected why,
      ByteBuffer original) {
    settle(record, cause, OutcomeKind.QUARANTINED, why.code());
    send(
        record,
        cause.source().toString(),
        new MapEmission.ToQuarantine(
            DeadLetters.of(
                cause,
                stage,
                why.code(),
                why.cause(),
                why.field(),
                origin(),
                original,
                tools.clock().instant())));
  }

  private void settle(Record<?, ?> record, Cause cause, OutcomeKind kind, @Nullable String code) {
    tools.meter().count(cause.source().connection(), kind, code);
    send(
        record,
        cause.source().toString(),
        new MapEmission.ToLedger(
            Outcomes.of(cause, kind, code, List.of(), tools.clock().instant())));
  }

  private void send(Record<?, ?> record, String key, MapEmission emission) {
    Objects.requireNonNull(context).forward(record.withKey(key).withValue(emission));
  }

  private Origin origin() {
    RecordMetadata metadata =
        Objects.requireNonNull(context)
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a source record always has a place"));
    return new Origin(metadata.topic(), metadata.partition(), metadata.offset());
  }
}
