package io.mainstem.commandcentre.web;

import io.mainstem.commandcentre.status.ServiceHealth;
import io.mainstem.commandcentre.status.ServiceWatch;
import io.mainstem.commandcentre.status.StatusQueries;
import io.mainstem.commandcentre.store.StoreAwayException;
import io.mainstem.runtime.service.Recurring;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages that something changed: server-sent events, one small queue a client. A full
 * queue loses nothing, since each message only says "look again".
 */
public final class LiveFeed implements AutoCloseable {
  static final int MAX_CLIENTS = 200;
  static final int QUEUE_LENGTH = 4;
  static final long HEARTBEAT_SECONDS = 15;

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS_UNTIL_ANYWAY = 10;
  private static final String CLOSE = "";

  private final StatusQueries status;
  private final ServiceWatch services;
  private final Set<BlockingQueue<String>> clients = ConcurrentHashMap.newKeySet();
  private Seen seen = new Seen("", List.of());
  private int looksSincePulse;
  private @Nullable Recurring looking;
  private volatile boolean closed;

  private record Seen(String fingerprint, List<ServiceHealth> services) {}

  private LiveFeed(StatusQueries status, ServiceWatch services) {
    this.status = status;
    this.services = services;
  }

  /** Starts looking once a second; that also keeps the store's health true. */
  public static LiveFeed start(StatusQueries status, ServiceWatch services, MeterRegistry metrics) {
    LiveFeed feed = new LiveFeed(status, services);
    metrics.gauge("mainstem.live.clients", feed.clients, Set::size);
    feed.looking = Recurring.start("live-feed", LOOK, feed::look);
    return feed;
  }

  /** A new client's queue; empty where there are too many already. */
  Optional<BlockingQueue<String>> join() {
    if (closed || clients.size() >= MAX_CLIENTS) {
      return Optional.empty();
    }
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
    clients.add(queue);
    return Optional.of(queue);
  }

  /** Where a client's bytes go. */
  @FunctionalInterface
  interface Wire {
    void write(boolean last, ByteBuffer bytes) throws IOException;
  }

  /** Writes to one client until it leaves or the feed closes. */
  void serve(BlockingQueue<String> queue, Wire wire) throws IOException, InterruptedException {
    try {
      wire.write(false, bytes("retry: 2000\n\n"));
      while (true) {
        String message = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        if (CLOSE.equals(message) || closed) {
          wire.write(true, bytes(""));
          return;
        }
        wire.write(
            false,
            bytes(message == null ? ": still here\n\n" : "event: " + message + "\ndata:\n\n"));
      }
    } finally {
      clients.remove(queue);
    }
  }

  @Override
  public void close() {
    closed = true;
    if (looking != null) {
      looking.close();
    }
    clients.forEach(
        queue -> {
          queue.clear();
          queue.add(CLOSE);
        });
  }

  private void look() {
    Seen now = new Seen(fingerprint(), services.latest());
    looksSincePulse++;
    if (!now.equals(seen) || looksSincePulse >= LOOKS_UNTIL_ANYWAY) {
      seen = now;
      looksSincePulse = 0;
      clients.forEach(queue -> queue.offer("pulse"));
    }
  }

  private String fingerprint() {
    try {
      return status.fingerprint();
    } catch (StoreAwayException e) {
      return "away";
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
