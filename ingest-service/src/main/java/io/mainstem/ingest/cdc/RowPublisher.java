package io.mainstem.ingest.cdc;

import io.mainstem.connections.door.Delivery;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.SourceRecords;
import io.mainstem.ingest.event.Trace;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Via;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Publishes rows and the position after them in one Kafka transaction, so that neither is ever
 * visible without the other and a restart neither loses nor repeats a row.
 *
 * <p>The position is the metadata text of an offset committed for the consumer group {@code
 * ingest-cdc-<connection>} on partition 0 of the source topic (its number is the LSN). A group's
 * offsets outlive a stopped service for the broker's {@code offsets.retention.minutes}, seven days
 * by default; after that all tables are read afresh, which changes nothing downstream except that
 * rows deleted meanwhile are not noticed.
 *
 * <p>Constructing one fences every earlier publisher of the same connection.
 */
final class RowPublisher implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final CdcConnection connection;
  private final Producer<String, SpecificRecord> producer;
  private final InstantSource clock;
  private final Supplier<UUID> batchIds;
  private final TopicPartition shelf;
  private final ConsumerGroupMetadata group;
  private final Optional<String> position;

  /**
   * Takes over the connection.
   *
   * @param clients the producer made from them is closed with this
   */
  RowPublisher(
      CdcConnection connection, CdcClients clients, InstantSource clock, Supplier<UUID> batchIds) {
    this.connection = connection;
    this.clock = clock;
    this.batchIds = batchIds;
    this.shelf = new TopicPartition(TopicCatalogue.source(connection.name()), 0);
    this.producer = clients.transactional("mainstem-" + connection.group());
    try (Consumer<?, ?> member = clients.member(connection.group())) {
      // First, so that no older publisher can still commit after the position was read.
      producer.initTransactions();
      this.group = member.groupMetadata();
      this.position = committed(member);
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private Optional<String> committed(Consumer<?, ?> member) {
    OffsetAndMetadata found = member.committed(Set.of(shelf)).get(shelf);
    return Optional.ofNullable(found)
        .map(OffsetAndMetadata::metadata)
        .filter(json -> !json.isBlank());
  }

  /** The position after the last published row, as an earlier publisher left it. */
  Optional<String> position() {
    return position;
  }

  /** All of it becomes visible, or none and this throws: then this publisher is used up. */
  void publish(List<Delivery> rows, Position position) {
    UUID batchId = batchIds.get();
    Origin origin =
        new Origin(
            connection.name(),
            connection.tool(),
            batchId,
            clock.instant(),
            Via.CDC,
            Trace.of(null, batchId));
    producer.beginTransaction();
    for (Delivery row : rows) {
      // A failed send fails the commit.
      var _ = producer.send(message(row, origin));
    }
    producer.sendOffsetsToTransaction(
        Map.of(shelf, new OffsetAndMetadata(position.lsn(), position.json())), group);
    producer.commitTransaction();
  }

  private static ProducerRecord<String, SpecificRecord> message(Delivery row, Origin origin) {
    return row instanceof Delivery.Snapshot snapshot
        ? SourceRecords.read(snapshot, origin)
        : SourceRecords.delivered(row, origin);
  }

  /** Without waiting for the broker to answer for ever. */
  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }
}
