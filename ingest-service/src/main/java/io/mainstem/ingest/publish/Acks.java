package io.mainstem.ingest.publish;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the broker's acks of one set of records. */
final class Acks {

  private final CompletableFuture<Void> all = new CompletableFuture<>();
  private final AtomicInteger missing;

  Acks(int expected) {
    this.missing = new AtomicInteger(expected);
  }

  void arrived(@Nullable Exception failure) {
    if (failure != null) {
      all.completeExceptionally(failure);
    } else if (missing.decrementAndGet() == 0) {
      all.complete(null);
    }
  }

  CompletableFuture<Void> all() {
    return all;
  }
}
