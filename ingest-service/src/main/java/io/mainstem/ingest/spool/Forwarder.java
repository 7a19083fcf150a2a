package io.mainstem.ingest.spool;

import io.mainstem.ingest.spool.SpoolStore.Kept;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what waits in the spool to the broker, first come first. Its producer never gives a record
 * up by itself: then one that was sent later could be stored before it.
 */
public final class Forwarder implements AutoCloseable {

  /** Records under way at once. */
  static final int BATCH_ENTRIES = 500;

  /** Bytes of them. */
  static final long BATCH_BYTES = 4L << 20;

  /** How soon what the broker refused is tried again. */
  static final Duration ASIDE_PAUSE = Duration.ofMinutes(1);

  /** The producer settings this needs. */
  public static final Map<String, Object> SETTINGS =
      Map.of(
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          2_000,
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
          3_000,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.MAX_VALUE,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          5 * 1024 * 1024);

  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);

  /** For the acks of one batch; then another producer begins at the first that is missing. */
  private static final Duration ACK_PATIENCE = Duration.ofSeconds(30);

  private static final Duration AWAY_PAUSE = Duration.ofMillis(500);
  private static final Duration STOP = Duration.ofSeconds(2);

  private final Spool spool;
  private final Supplier<Producer<String, byte[]>> producers;
  private final SpoolMeters meters;
  private final Thread thread;
  private @Nullable Producer<String, byte[]> producer;

  private enum Fate {
    ACKED,
    REFUSED,
    AWAY
  }

  private record Sent(Kept kept, CompletableFuture<Fate> fate) {}

  private Forwarder(Spool spool, Supplier<Producer<String, byte[]>> producers, SpoolMeters meters) {
    this.spool = spool;
    this.producers = producers;
    this.meters = meters;
    this.thread = Thread.ofPlatform().daemon().name("spool-forwarder").unstarted(this::run);
  }

  /**
   * Starts forwarding.
   *
   * @param producers make a producer with {@link #SETTINGS}
   */
  public static Forwarder start(
      Spool spool, Supplier<Producer<String, byte[]>> producers, SpoolMeters meters) {
    Forwarder forwarder = new Forwarder(spool, producers, meters);
    if (spool.settings().isOn()) {
      forwarder.thread.start();
    }
    return forwarder;
  }

  private void run() {
    try {
      while (!Thread.interrupted()) {
        List<Kept> batch = spool.head(BATCH_ENTRIES, BATCH_BYTES);
        if (batch.isEmpty()) {
          if (!spool.awaitMore(ASIDE_PAUSE)) {
            spool.bringBack();
          }
        } else if (!forward(batch)) {
          Thread.sleep(AWAY_PAUSE);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      renew();
    }
  }

  /** Whether the broker answered for all of them. */
  private boolean forward(List<Kept> batch) throws InterruptedException {
    List<Sent> sent = send(batch);
    await(sent);
    List<Kept> acked = new ArrayList<>();
    List<Kept> refused = new ArrayList<>();
    long next = batch.getLast().number() + 1;
    boolean answered = true;
    for (Sent one : sent) {
      switch (one.fate().getNow(Fate.AWAY)) {
        case ACKED -> acked.add(one.kept());
        case REFUSED -> refused.add(one.kept());
        case AWAY -> {
          next = Math.min(next, one.kept().number());
          answered = false;
        }
      }
    }
    meters.forwarded(acked.size());
    spool.settle(acked, refused, next);
    if (!answered) {
      renew();
    }
    return answered;
  }

  private List<Sent> send(List<Kept> batch) {
    List<Sent> sent = new ArrayList<>();
    Set<String> missing = ConcurrentHashMap.newKeySet();
    for (Kept kept : batch) {
      boolean known = !missing.contains(kept.entry().topic());
      CompletableFuture<Fate> fate =
          known ? send(kept, missing) : CompletableFuture.completedFuture(Fate.REFUSED);
      sent.add(new Sent(kept, fate));
      if (fate.getNow(Fate.ACKED) == Fate.AWAY) {
        break; // those after it would only wait as long
      }
    }
    return sent;
  }

  private CompletableFuture<Fate> send(Kept kept, Set<String> missing) {
    CompletableFuture<Fate> fate = new CompletableFuture<>();
    String topic = kept.entry().topic();
    try {
      var _ =
          producer()
              .send(
                  kept.entry().record(),
                  (_, failure) -> {
                    if (failure != null && BrokerRefusal.isTopicMissing(failure)) {
                      missing.add(topic);
                    }
                    fate.complete(fate(topic, failure));
                  });
    } catch (KafkaException | IllegalStateException failure) {
      fate.complete(fate(topic, failure));
    } catch (IOException unreadable) {
      fate.complete(fate(topic, new KafkaException(unreadable.getMessage(), unreadable)));
    }
    return fate;
  }

  private static Fate fate(String topic, @Nullable Exception failure) {
    if (failure == null) {
      return Fate.ACKED;
    }
    boolean refused = BrokerRefusal.isOfRecord(failure) || BrokerRefusal.isTopicMissing(failure);
    log.atDebug()
        .addKeyValue("topic", topic)
        .addKeyValue("cause", failure.getClass().getSimpleName())
        .log(refused ? "a spooled delivery was refused" : "a spooled delivery has to wait");
    return refused ? Fate.REFUSED : Fate.AWAY;
  }

  private static void await(List<Sent> sent) throws InterruptedException {
    try {
      CompletableFuture.allOf(sent.stream().map(Sent::fate).toArray(CompletableFuture<?>[]::new))
          .get(ACK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException missing) {
      log.atDebug().log("no ack for spooled deliveries in time");
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Producer<String, byte[]> producer() {
    Producer<String, byte[]> present = producer;
    if (present == null) {
      present = producers.get();
      producer = present;
    }
    return present;
  }

  private void renew() {
    Producer<String, byte[]> present = producer;
    producer = null;
    if (present != null) {
      present.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(STOP.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
