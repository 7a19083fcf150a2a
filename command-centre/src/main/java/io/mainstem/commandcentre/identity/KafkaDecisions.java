package io.mainstem.commandcentre.identity;

import io.mainstem.runtime.avro.AvroSerdes;
import io.mainstem.runtime.kafka.KafkaClients;
import io.mainstem.schemas.TopicCatalogue;
import io.mainstem.schemas.event.AuditEntry;
import io.mainstem.schemas.event.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends decisions and their audit entries to Kafka. Thread safe. */
public final class KafkaDecisions implements DecisionPublisher, AutoCloseable {
  /** Nobody at the page waits longer. */
  static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final Logger log = LoggerFactory.getLogger(KafkaDecisions.class);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  private final KafkaProducer<String, byte[]> producer;
  private final Serializer<Decision> decisions;
  private final Serializer<AuditEntry> audits;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Does not connect yet: Kafka may be away when the command centre starts. */
  public KafkaDecisions(KafkaClients kafka, AvroSerdes serdes) {
    this.decisions = serdes.serializer(Decision.class);
    this.audits = serdes.serializer(AuditEntry.class);
    this.producer =
        kafka.producer(
            "command-centre",
            new ByteArraySerializer(),
            Map.of(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 4_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4_000));
  }

  @Override
  public void publish(String id, Decision decision, AuditEntry audit) throws RefusedException {
    Future<?> both = threads.submit(() -> sendBoth(id, decision, audit));
    try {
      both.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      both.cancel(true);
      log.atWarn().addKeyValue("decision", id).setCause(e).log("a decision was not acknowledged");
      throw away();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away();
    }
  }

  private List<RecordMetadata> sendBoth(String id, Decision decision, AuditEntry audit)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent =
        List.of(
            send(TopicCatalogue.DECISIONS, id, decisions, decision),
            send(TopicCatalogue.AUDIT, id, audits, audit));
    List<RecordMetadata> acknowledged = new ArrayList<>();
    for (Future<RecordMetadata> each : sent) {
      acknowledged.add(each.get());
    }
    return acknowledged;
  }

  private <T extends SpecificRecord> Future<RecordMetadata> send(
      String topic, String key, Serializer<T> serializer, T value) {
    return producer.send(new ProducerRecord<>(topic, key, serializer.serialize(topic, value)));
  }

  private static RefusedException away() {
    return new RefusedException(
        RefusedException.Cause.AWAY,
        "Kafka did not say in time that it has the decision, so it may or may not be taken. Say it"
            + " again: the same decision twice is one.",
        List.of());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    producer.close(CLOSE_TIME);
  }
}
