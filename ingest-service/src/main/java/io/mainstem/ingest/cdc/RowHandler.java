package io.mainstem.ingest.cdc;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.mainstem.connections.door.Delivery;
import io.mainstem.ingest.cdc.LogPosition.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.source.SourceRecord;

/** Takes the engine's batches: publishes whole log groups, then tells the engine they are done. */
final class RowHandler implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {

  private final RowReader reader;
  private final RowPublisher publisher;
  private final CdcMeters meters;
  private final InstantSource clock;
  private final Consumer<CdcStatus.Reading> progress;
  private final Optional<LsnHoldover<RecordChangeEvent<SourceRecord>>> holdover;

  RowHandler(
      Database kind,
      RowReader reader,
      RowPublisher publisher,
      CdcMeters meters,
      InstantSource clock,
      Consumer<CdcStatus.Reading> progress) {
    this.reader = reader;
    this.publisher = publisher;
    this.meters = meters;
    this.clock = clock;
    this.progress = progress;
    // A position in a binlog names the row too, so a batch may end anywhere.
    this.holdover =
        kind.hasBinlog()
            ? Optional.empty()
            : Optional.of(new LsnHoldover<>(event -> LogPosition.of(event.record())));
  }

  @Override
  public void handleBatch(
      List<RecordChangeEvent<SourceRecord>> batch,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    List<RecordChangeEvent<SourceRecord>> whole =
        holdover.map(held -> held.release(batch)).orElse(batch);
    if (whole.isEmpty()) {
      return;
    }
    SourceRecord last = whole.getLast().record();
    publish(whole, Position.of(last.sourceOffset()));
    for (RecordChangeEvent<SourceRecord> done : whole) {
      committer.markProcessed(done);
    }
    committer.markBatchFinished();
    progress.accept(new CdcStatus.Reading(LogPosition.of(last).kind() == Kind.SNAPSHOT_ROW));
  }

  private void publish(List<RecordChangeEvent<SourceRecord>> whole, Position position) {
    List<Delivery> rows = new ArrayList<>(whole.size());
    for (RecordChangeEvent<SourceRecord> event : whole) {
      reader.read(event.record()).ifPresent(rows::add);
    }
    publisher.publish(rows, position);
    whole.reversed().stream()
        .flatMap(event -> RowReader.committedAt(event.record()).stream())
        .findFirst()
        .ifPresent(committed -> meters.published(rows.size(), committed, clock.instant()));
  }
}
