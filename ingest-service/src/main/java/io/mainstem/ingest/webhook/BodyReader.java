package io.mainstem.ingest.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body whole, never longer than its time. What is past the limit is read on a little and
 * thrown away: a sender that is still writing when we hang up would never see the answer.
 */
final class BodyReader {

  private static final int FIRST_CAPACITY_BYTES = 8 * 1024;

  private final Request request;
  private final ByteArrayOutputStream body;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private final long startNanos = System.nanoTime();
  private long seenBytes;

  private BodyReader(Request request) {
    this.request = request;
    this.body = new ByteArrayOutputStream(Math.clamp(request.getLength(), 0, FIRST_CAPACITY_BYTES));
  }

  /**
   * Whether there is nothing to read: the head says that the body is too large, and that the sender
   * waits to be asked for it.
   */
  static boolean isRefusedUnread(Request request) {
    return request.getLength() > Limits.MAX_BODY_BYTES
        && request.getHeaders().contains(HttpHeader.EXPECT);
  }

  /**
   * Fails with a {@link TimeoutException} when the body takes too long or drips, with {@link
   * BodyTooLargeException} when it is too large, and with whatever else broke the connection.
   */
  static CompletableFuture<byte[]> read(Request request, Duration atMost) {
    BodyReader reader = new BodyReader(request);
    reader.readOn();
    return reader.whole.isDone()
        ? reader.whole
        : reader.whole.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void readOn() {
    while (!whole.isDone()) {
      Content.@Nullable Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::readOn);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        whole.completeExceptionally(chunk.getFailure());
        return;
      }
      take(chunk);
    }
  }

  private void take(Content.Chunk chunk) {
    ByteBuffer bytes = chunk.getByteBuffer();
    seenBytes += bytes.remaining();
    boolean fits = seenBytes <= Limits.MAX_BODY_BYTES;
    if (fits) {
      byte[] part = new byte[bytes.remaining()];
      bytes.get(part);
      body.writeBytes(part);
    }
    boolean last = chunk.isLast();
    chunk.release();
    if (!last && Limits.isDrip(seenBytes, Duration.ofNanos(System.nanoTime() - startNanos))) {
      whole.completeExceptionally(new TimeoutException("body: slower than allowed"));
    } else if (fits && last) {
      whole.complete(body.toByteArray());
    } else if (!fits && (last || seenBytes > Limits.MAX_BODY_BYTES + Limits.MAX_DRAINED_BYTES)) {
      whole.completeExceptionally(new BodyTooLargeException());
    }
  }
}
