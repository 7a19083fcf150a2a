package io.mainstem.ingest.spool;

import io.mainstem.ingest.spool.SpoolException.Reason;
import io.mainstem.ingest.spool.SpoolStore.Kept;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue on disk. One thread writes what many requests bring and syncs once for all of
 * them; a folder that cannot be used is tried again, and nothing is accepted meanwhile.
 */
public final class Spool implements AutoCloseable {

  /** Requests that wait for the disk. */
  static final int MAX_QUEUED_REQUESTS = 10_000;

  /** Bytes of them. */
  static final long MAX_QUEUED_BYTES = 64L << 20;

  /** Bytes that are written and synced at once. */
  static final long GROUP_BYTES = 8L << 20;

  private static final Logger log = LoggerFactory.getLogger(Spool.class);
  private static final Duration REOPEN_PAUSE = Duration.ofSeconds(5);
  private static final long STOP_MILLIS = 5_000;
  private static final int SCAN_ENTRIES = 1_000;

  private final SpoolSettings settings;
  private final InstantSource clock;
  private final Stock stock;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_QUEUED_REQUESTS);
  private final AtomicLong queuedBytes = new AtomicLong();
  private final Semaphore more = new Semaphore(0);
  private final Object admission = new Object();
  private final Thread writer;

  /** Numbers the broker did not take; forwarding passes over them. */
  private final Set<Long> aside = new HashSet<>();

  private volatile @Nullable SpoolStore store;
  private volatile String trouble = "not opened yet";
  private volatile boolean stopping;
  private long nextNumber;
  private long forwardFrom;

  private record Waiting(List<Entry> entries, long bytes, CompletableFuture<Void> done) {}

  private Spool(SpoolSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.stock = new Stock(settings);
    this.writer = Thread.ofPlatform().daemon().name("spool").unstarted(this::write);
  }

  /** Opens it, with what is left from before; where that fails it goes on trying. */
  public static Spool start(SpoolSettings settings, InstantSource clock) {
    Spool spool = new Spool(settings, clock);
    if (settings.isOn()) {
      spool.open();
      spool.writer.start();
    }
    return spool;
  }

  public SpoolSettings settings() {
    return settings;
  }

  /** Whether deliveries can be accepted here at all, were there room. */
  public boolean isUsable() {
    return store != null;
  }

  /** Whether a delivery would be accepted now. */
  public boolean accepts() {
    return isUsable() && stock.hasRoom(clock.instant());
  }

  /** Why not. */
  String trouble() {
    return trouble;
  }

  Stock.Look look() {
    return stock.look();
  }

  /** Whether something waits for the same topic, so that order wants this behind it. */
  boolean holdsTopicOf(Collection<? extends ProducerRecord<?, ?>> messages) {
    return stock.holdsTopicOf(messages);
  }

  /** All or none; completes once they are synced, fails with {@link SpoolException}. */
  CompletableFuture<Void> append(List<Entry> entries) {
    long bytes = entries.stream().mapToLong(SpoolStore::bytes).sum();
    Waiting waiting = new Waiting(entries, bytes, new CompletableFuture<>());
    try {
      synchronized (admission) {
        admit(waiting);
      }
      return waiting.done();
    } catch (SpoolException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void admit(Waiting waiting) throws SpoolException {
    if (store == null) {
      throw new SpoolException(Reason.UNUSABLE, trouble);
    }
    long bytes = queuedBytes.get() + waiting.bytes();
    if (bytes > MAX_QUEUED_BYTES || queue.remainingCapacity() == 0) {
      throw new SpoolException(
          Reason.BUSY,
          "waiting for the disk: %d requests, %d bytes (expected: at most %d, %d)"
              .formatted(queue.size() + 1, bytes, MAX_QUEUED_REQUESTS, MAX_QUEUED_BYTES));
    }
    stock.admit(waiting.entries(), clock.instant());
    queuedBytes.addAndGet(waiting.bytes());
    queue.add(waiting);
  }

  private void write() {
    try {
      while (!stopping) {
        SpoolStore open = store;
        if (open == null) {
          Thread.sleep(REOPEN_PAUSE);
          open();
        } else {
          write(open, queue.take());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(SpoolStore open, Waiting first) {
    List<Waiting> group = new ArrayList<>(List.of(first));
    long bytes = first.bytes();
    Waiting next;
    while (bytes < GROUP_BYTES && (next = queue.poll()) != null) {
      group.add(next);
      bytes += next.bytes();
    }
    List<Kept> numbered = new ArrayList<>();
    for (Waiting waiting : group) {
      waiting.entries().forEach(entry -> numbered.add(new Kept(nextNumber++, entry)));
    }
    queuedBytes.addAndGet(-bytes);
    try {
      open.append(numbered);
    } catch (RocksDBException e) {
      SpoolException failure =
          new SpoolException(Reason.UNUSABLE, "the disk did not take a delivery", e);
      giveUp(open, e);
      group.forEach(waiting -> waiting.done().completeExceptionally(failure));
      return;
    }
    more.release();
    group.forEach(waiting -> waiting.done().complete(null));
  }

  private synchronized void giveUp(SpoolStore open, Exception cause) {
    if (store == open) {
      letGo(open, cause.getClass().getSimpleName() + ": " + cause.getMessage());
      log.atError()
          .addKeyValue("folder", settings.folder())
          .addKeyValue("cause", trouble)
          .log("spool cannot be used, trying again");
    }
  }

  /** What is on disk is counted again when it is opened again. */
  private synchronized void letGo(SpoolStore open, String why) {
    List<Waiting> refused = new ArrayList<>();
    synchronized (admission) {
      store = null;
      trouble = why;
      queue.drainTo(refused);
      queuedBytes.set(0);
      stock.forget();
    }
    open.close();
    SpoolException failure = new SpoolException(Reason.UNUSABLE, why);
    refused.forEach(waiting -> waiting.done().completeExceptionally(failure));
  }

  private synchronized void open() {
    SpoolStore open = null;
    try {
      open = SpoolStore.open(settings.folder());
      stock.forget();
      aside.clear();
      forwardFrom = 0;
      count(open);
      store = open;
      trouble = "";
      more.release();
    } catch (IOException | RocksDBException e) {
      stock.forget();
      if (open != null) {
        open.close();
      }
      String now = e.getClass().getSimpleName() + ": " + e.getMessage();
      if (!now.equals(trouble)) {
        log.atError()
            .addKeyValue("folder", settings.folder())
            .addKeyValue("cause", now)
            .log("spool cannot be opened, trying again");
      }
      trouble = now;
    }
  }

  private void count(SpoolStore open) throws RocksDBException, IOException {
    long from = 0;
    while (true) {
      List<Kept> some = open.from(from, SCAN_ENTRIES, GROUP_BYTES);
      if (some.isEmpty()) {
        break;
      }
      some.forEach(kept -> stock.count(kept.entry()));
      from = some.getLast().number() + 1;
    }
    nextNumber = Math.max(nextNumber, from);
    if (from > 0) {
      log.atInfo()
          .addKeyValue("entries", stock.look().entries())
          .log("deliveries of an earlier run wait in the spool");
    }
  }

  /** The first that wait for the broker, in order; empty also where the spool cannot be read. */
  synchronized List<Kept> head(int atMost, long atMostBytes) {
    SpoolStore open = store;
    while (open != null) {
      try {
        List<Kept> some = open.from(forwardFrom, atMost, atMostBytes);
        List<Kept> wanted = some.stream().filter(kept -> !aside.contains(kept.number())).toList();
        if (!wanted.isEmpty()) {
          stock.first(wanted.getFirst().entry());
          return wanted;
        }
        if (some.isEmpty()) {
          return List.of();
        }
        forwardFrom = some.getLast().number() + 1;
      } catch (RocksDBException | IOException e) {
        giveUp(open, e);
        open = store;
      }
    }
    return List.of();
  }

  /**
   * What became of the head.
   *
   * @param acked the broker has them
   * @param refused the broker will not have them as things are; they keep nobody else waiting
   * @param next where to go on
   */
  synchronized void settle(List<Kept> acked, List<Kept> refused, long next) {
    SpoolStore open = store;
    if (open == null) {
      return;
    }
    for (Kept kept : refused) {
      if (aside.add(kept.number())) {
        stock.setAside(kept.entry());
      }
    }
    try {
      open.remove(acked);
      stock.uncount(acked.stream().map(Kept::entry).toList());
      forwardFrom = next;
      if (stock.look().entries() == 0) {
        open.wipe();
      }
    } catch (RocksDBException e) {
      giveUp(open, e);
    }
  }

  /** Those set aside get another try. */
  synchronized void bringBack() {
    if (!aside.isEmpty()) {
      aside.clear();
      forwardFrom = 0;
      stock.bringBack();
    }
  }

  /** Waits until something was written, or so long. */
  boolean awaitMore(Duration atMost) throws InterruptedException {
    boolean came = more.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    var _ = more.drainPermits();
    return came;
  }

  @Override
  public void close() {
    stopping = true;
    writer.interrupt();
    try {
      writer.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SpoolStore open = store;
    if (open != null) {
      letGo(open, "stopping");
    }
  }
}
