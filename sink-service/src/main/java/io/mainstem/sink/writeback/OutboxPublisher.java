package io.mainstem.sink.writeback;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.avro.RegistryUnavailableException;
import io.mainstem.runtime.health.HealthComponent;
import io.mainstem.runtime.trace.TraceParent;
import io.mainstem.schemas.Topic;
import io.mainstem.schemas.TopicCatalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Sends what lies in the outbox, in order, at least once. Of several copies of the service one
 * sends at a time.
 */
final class OutboxPublisher implements Loop.Step {
  private static final int BATCH = 200;
  private static final long LOCK = 0x6d61696e73746501L;
  private static final String NEXT =
      "select id, topic, key, value, trace_parent from ops.outbox order by id limit " + BATCH;

  private final DataSource database;
  private final AvroSerdes serdes;
  private final Producer<String, byte[]> producer;
  private final HealthComponent health;

  OutboxPublisher(
      DataSource database,
      AvroSerdes serdes,
      Producer<String, byte[]> producer,
      HealthComponent health) {
    this.database = database;
    this.serdes = serdes;
    this.producer = producer;
    this.health = health;
  }

  @Override
  public boolean run() throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      List<Long> sent = locked(connection) ? send(connection) : List.of();
      delete(connection, sent);
      connection.commit();
      health.up("everything that was decided has been published");
      return !sent.isEmpty();
    } catch (ExecutionException | IOException e) {
      health.down("waiting for Kafka");
      return false;
    } catch (RegistryUnavailableException e) {
      health.down("waiting for the schema registry");
      return false;
    }
  }

  private static boolean locked(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, LOCK);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private List<Long> send(Connection connection)
      throws SQLException, IOException, InterruptedException, ExecutionException {
    List<Long> ids = new ArrayList<>();
    List<Future<RecordMetadata>> acks = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(NEXT);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        Topic topic = TopicCatalogue.find(row.getString("topic")).orElseThrow();
        ProducerRecord<String, byte[]> message =
            new ProducerRecord<>(
                topic.name(), row.getString("key"), framed(topic, row.getBytes("value")));
        TraceParent.of(row.getString("trace_parent"))
            .ifPresent(
                trace ->
                    message
                        .headers()
                        .add(TraceParent.HEADER, trace.text().getBytes(StandardCharsets.UTF_8)));
        acks.add(producer.send(message));
        ids.add(row.getLong("id"));
      }
    }
    for (Future<RecordMetadata> ack : acks) {
      ack.get();
    }
    return ids;
  }

  private byte[] framed(Topic topic, byte[] binary) throws IOException {
    SpecificRecord value =
        new SpecificDatumReader<SpecificRecord>(topic.valueSchema())
            .read(null, DecoderFactory.get().binaryDecoder(binary, null));
    return framed(topic, topic.valueType(), value);
  }

  private <T extends SpecificRecord> byte[] framed(
      Topic topic, Class<T> type, SpecificRecord value) {
    try (Serializer<T> serializer = serdes.serializer(type)) {
      return serializer.serialize(topic.name(), type.cast(value));
    }
  }

  private static void delete(Connection connection, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("delete from ops.outbox where id = any(?)")) {
      Array sent = connection.createArrayOf("bigint", ids.toArray());
      statement.setArray(1, sent);
      statement.executeUpdate();
    }
  }
}
