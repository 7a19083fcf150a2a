package io.mainstem.ingest.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.json.Bytes;
import io.mainstem.ingest.TestSerdes;
import io.mainstem.ingest.event.DeliveryIds;
import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.Operation;
import io.mainstem.schemas.event.SourceEvent;
import io.mainstem.testkit.TestDatabase;
import io.mainstem.testkit.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A reader of a test's database on a test's broker, and what it published. */
record CdcRig(
    String bootstrap,
    String connection,
    String jdbcUrl,
    String user,
    String password,
    String table,
    SchemaLog schemas) {

  private static final AvroSerdes SERDES = TestSerdes.SHARED;

  static CdcRig of(String bootstrap, String connection, TestDatabase database, String table) {
    return new CdcRig(
        bootstrap,
        connection,
        database.jdbcUrl(),
        database.user(),
        database.password(),
        "public." + table,
        new Schemas());
  }

  CdcReader reader() {
    return reader(jdbcUrl);
  }

  CdcReader reader(String url) {
    return new CdcReader(
        CdcConnection.of(connection, "rota", url, user, slot(), List.of(table)),
        CdcRig::snapshot,
        () -> password,
        new Clients(new KafkaClients(bootstrap)),
        schemas,
        InstantSource.system(),
        new DeliveryIds(InstantSource.system(), new Random(7)),
        new SimpleMeterRegistry());
  }

  String slot() {
    return "mainstem_" + connection;
  }

  List<SourceEvent> published(Predicate<List<ConsumerRecord<String, SourceEvent>>> enough) {
    return Topics.readUntil(
            bootstrap,
            TopicCatalogue.source(connection),
            enough,
            new StringDeserializer(),
            SERDES.deserializer(SourceEvent.class))
        .stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  List<SourceEvent> published(int count) {
    return published(all -> all.size() >= count);
  }

  private static Delivery.Snapshot snapshot(
      String table, ObjectNode row, Operation operation, Instant committedAt, long position) {
    String object = table.substring(table.indexOf('.') + 1);
    if (row.path("id").isMissingNode()) {
      throw new IllegalArgumentException("id: missing");
    }
    return new Delivery.Snapshot(
        object,
        row.path("id").asText(),
        position,
        committedAt,
        operation,
        Bytes.utf8(row.toString()),
        object + position);
  }

  /** Outlives a reader, as it does in the service. */
  static final class Schemas implements SchemaLog {
    private final List<String> all = new CopyOnWriteArrayList<>();

    @Override
    public List<String> read() {
      return List.copyOf(all);
    }

    @Override
    public void append(String json) {
      all.add(json);
    }

    @Override
    public void clear() {
      all.clear();
    }
  }

  private record Clients(KafkaClients kafka) implements CdcClients {
    @Override
    public Producer<String, SpecificRecord> transactional(String transactionalId) {
      return kafka.producer(
          transactionalId,
          SERDES.serializer(SpecificRecord.class),
          Map.of("transactional.id", transactionalId, "transaction.timeout.ms", 15_000));
    }

    @Override
    public Consumer<?, ?> member(String group) {
      return kafka.consumer(group, group, new ByteArrayDeserializer());
    }
  }
}
