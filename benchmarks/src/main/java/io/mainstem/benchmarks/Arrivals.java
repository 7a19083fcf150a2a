package io.mainstem.benchmarks;

import io.mainstem.backbone.Postgres;
import io.mainstem.schemas.AliasId;
import io.mainstem.schemas.Entities;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Notes when each payment is seen: on its canonical topic by a reader of committed records, and in
 * the reporting store by a query every few milliseconds for those still awaited.
 */
final class Arrivals implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final long QUERY_PAUSE_MILLIS = 4;
  private static final int MOST_ASKED = 400;
  private static final long LIMIT_SECONDS = 120;

  private final Ground ground;
  private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
  private final Set<String> awaitedInStore = ConcurrentHashMap.newKeySet();
  private final long[] canonicalNanos;
  private final long[] postgresNanos;
  private final CountDownLatch missing;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<Thread> threads;
  private volatile boolean closed;

  Arrivals(Ground ground, int count) {
    this.ground = ground;
    canonicalNanos = new long[count];
    postgresNanos = new long[count];
    missing = new CountDownLatch(2 * count);
    for (int number = 0; number < count; number++) {
      String id =
          AliasId.of(
              Entities.PAYMENT.name(),
              SquareWebhooks.CONNECTION,
              "payment",
              SquareWebhooks.paymentId(number));
      numbers.put(id, number);
    }
    consumer =
        ground
            .kafka()
            .consumer(
                "bench-arrivals",
                "bench-arrivals",
                new ByteArrayDeserializer(),
                Map.of("fetch.max.wait.ms", 5));
    threads =
        List.of(
            Thread.ofPlatform().name("canonical").start(() -> guarded(this::watchTopic)),
            Thread.ofPlatform().name("postgres").start(() -> guarded(this::watchStore)));
  }

  private interface Watch {
    void run() throws Exception;
  }

  private void guarded(Watch watch) {
    try {
      watch.run();
    } catch (Exception failed) {
      failure.set(failed);
    }
  }

  private void watchTopic() {
    String topic = Entities.PAYMENT.canonicalTopic();
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        Integer number = numbers.get(record.key());
        if (number != null && canonicalNanos[number] == 0) {
          canonicalNanos[number] = System.nanoTime();
          awaitedInStore.add(record.key());
          missing.countDown();
        }
      }
    }
  }

  /** A payment can be in the store only once it was on its topic, so only such are asked for. */
  private void watchStore() throws SQLException, InterruptedException {
    Postgres postgres = ground.postgres();
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(Postgres.DATABASE), postgres.user(), postgres.password());
        PreparedStatement query =
            connection.prepareStatement("select id from reporting.payment where id = any(?)")) {
      while (!closed) {
        Object[] ids = awaitedInStore.stream().limit(MOST_ASKED).toArray();
        if (ids.length > 0) {
          Array array = connection.createArrayOf("text", ids);
          query.setArray(1, array);
          try (ResultSet found = query.executeQuery()) {
            while (found.next()) {
              seenInStore(found.getString(1));
            }
          }
        }
        Thread.sleep(QUERY_PAUSE_MILLIS);
      }
    }
  }

  private void seenInStore(String id) {
    Integer number = numbers.get(id);
    if (number != null && awaitedInStore.remove(id)) {
      postgresNanos[number] = System.nanoTime();
      missing.countDown();
    }
  }

  /** Returns when every payment was seen in both places. */
  void awaitAll() throws InterruptedException {
    boolean all = missing.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("watching failed", failed);
    }
    if (!all) {
      throw new IllegalStateException(missing.getCount() + " arrivals are missing");
    }
  }

  long[] canonicalNanos() {
    return canonicalNanos;
  }

  long[] postgresNanos() {
    return postgresNanos;
  }

  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
