package io.mainstem.runtime.streams;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * How a topology runs.
 *
 * @param applicationId names its group, its internal topics and its state
 * @param bootstrap servers of the broker
 * @param stateFolder where local stores live; kept, a restart is quick
 * @param instanceId distinct for each running copy and the same after a restart, e.g. {@code 0}
 * @param threads stream threads
 * @param storeMegabytes memory of all local stores together
 * @param prefixBytes by store that is searched by the first bytes of its keys, and read in no other
 *     way across keys, how many bytes those are
 */
public record StreamsOptions(
    String applicationId,
    String bootstrap,
    Path stateFolder,
    String instanceId,
    int threads,
    int storeMegabytes,
    Map<String, Integer> prefixBytes) {

  private static final long MEGABYTE = 1024L * 1024;
  private static final int COMMIT_INTERVAL_MILLIS = 100;
  private static final int SESSION_TIMEOUT_MILLIS = 20_000;
  private static final int TRANSACTION_TIMEOUT_MILLIS = 20_000;
  private static final long CACHE_BYTES = 16 * MEGABYTE;
  private static final int MAX_RECORD_BYTES = (int) (4 * MEGABYTE);

  public StreamsOptions {
    prefixBytes = Map.copyOf(prefixBytes);
  }

  /** Of a topology whose stores are searched by whole keys. */
  public StreamsOptions(
      String applicationId,
      String bootstrap,
      Path stateFolder,
      String instanceId,
      int threads,
      int storeMegabytes) {
    this(applicationId, bootstrap, stateFolder, instanceId, threads, storeMegabytes, Map.of());
  }

  /** Kafka Streams settings. Pass them to {@code StreamsBuilder.build} as well. */
  public Properties properties() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    config.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instanceId);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.resolve("streams").toString());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL_MILLIS);
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
    config.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    // Without a lasting instance id a restart waits out the dead member's session.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        applicationId + "-" + instanceId);
    config.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        SESSION_TIMEOUT_MILLIS);
    config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        TRANSACTION_TIMEOUT_MILLIS);
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD_BYTES);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    config.put(BoundedRocks.BUDGET_BYTES, storeMegabytes * MEGABYTE);
    prefixBytes.forEach((store, bytes) -> config.put(BoundedRocks.PREFIX_BYTES + store, bytes));
    return config;
  }
}
