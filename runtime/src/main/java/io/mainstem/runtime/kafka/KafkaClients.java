package io.mainstem.runtime.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Producers, consumers and admin clients of one broker. Keys are text. */
public final class KafkaClients {
  /** A record may hold a 900 KiB body and its envelope. */
  public static final int MAX_RECORD_BYTES = 1_000_000;

  /** How long a send may take, retries included, before its future fails. */
  public static final int DELIVERY_TIMEOUT_MILLIS = 30_000;

  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int LINGER_MILLIS = 3;
  private static final int MAX_POLL_RECORDS = 2_000;

  private final String bootstrap;

  public KafkaClients(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  public String bootstrap() {
    return bootstrap;
  }

  /** An idempotent producer with acks=all. Share one; it is thread safe. */
  public <V> KafkaProducer<String, V> producer(String clientId, Serializer<V> values) {
    return producer(clientId, values, Map.of());
  }

  /** The same with a few settings of its own, such as {@code transactional.id}. */
  public <V> KafkaProducer<String, V> producer(
      String clientId, Serializer<V> values, Map<String, Object> settings) {
    Map<String, Object> config = common(clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
    config.putAll(settings);
    return new KafkaProducer<>(config, new StringSerializer(), values);
  }

  /**
   * A consumer of committed records that commits only when told to, and starts at the beginning
   * where its group has no offsets.
   */
  public <V> KafkaConsumer<String, V> consumer(
      String groupId, String clientId, Deserializer<V> values) {
    return consumer(groupId, clientId, values, Map.of());
  }

  /** The same with a few settings of its own. */
  public <V> KafkaConsumer<String, V> consumer(
      String groupId, String clientId, Deserializer<V> values, Map<String, Object> settings) {
    Map<String, Object> config = common(clientId);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.putAll(settings);
    return new KafkaConsumer<>(config, new StringDeserializer(), values);
  }

  public Admin admin(String clientId) {
    return Admin.create(common(clientId));
  }

  private Map<String, Object> common(String clientId) {
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    return config;
  }
}
