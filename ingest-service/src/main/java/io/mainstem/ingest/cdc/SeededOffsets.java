package io.mainstem.ingest.cdc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells the engine where to resume, and remembers nothing itself: the position is kept by {@link
 * RowPublisher} in the same Kafka transaction as the rows. The engine makes this object by its
 * class name, so what it says comes in by a setting of the engine.
 */
public final class SeededOffsets implements OffsetBackingStore {

  /** Setting: the position to resume from as JSON; absent at the very first start. */
  static final String POSITION = "mainstem.position";

  private byte @Nullable [] position;

  @Override
  public void configure(WorkerConfig config) {
    Object json = config.originals().get(POSITION);
    position = json == null ? null : json.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
    Map<ByteBuffer, ByteBuffer> answer = new HashMap<>();
    byte[] known = position;
    if (known != null) {
      keys.forEach(key -> answer.put(key, ByteBuffer.wrap(known.clone())));
    }
    return CompletableFuture.completedFuture(answer);
  }

  @Override
  public Future<@Nullable Void> set(
      Map<ByteBuffer, ByteBuffer> values, @Nullable Callback<Void> callback) {
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connectorName) {
    return Set.of();
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
