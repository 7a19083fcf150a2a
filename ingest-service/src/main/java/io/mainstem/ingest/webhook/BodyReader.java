package io.mainstem.ingest.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Reads a body whole: never more than the limit, never longer than the deadline. */
final class BodyReader {

  private static final int FIRST_CAPACITY_BYTES = 8 * 1024;

  private final Request request;
  private final ByteArrayOutputStream body;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

  private BodyReader(Request request) {
    this.request = request;
    this.body = new ByteArrayOutputStream(Math.clamp(request.getLength(), 0, FIRST_CAPACITY_BYTES));
  }

  /** Whether the head alone says that the body is too large. */
  static boolean announcedTooLarge(Request request) {
    return request.getLength() > Limits.MAX_BODY_BYTES;
  }

  /**
   * Fails with a {@link java.util.concurrent.TimeoutException} when the body takes too long, with
   * {@link BodyTooLargeException} when it is too large, and with whatever else broke the
   * connection.
   */
  static CompletableFuture<byte[]> read(Request request) {
    BodyReader reader = new BodyReader(request);
    reader.readOn();
    return reader.whole.isDone()
        ? reader.whole
        : reader.whole.orTimeout(Limits.BODY_TIME.toMillis(), TimeUnit.MILLISECONDS);
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
    boolean fits = body.size() + bytes.remaining() <= Limits.MAX_BODY_BYTES;
    if (fits) {
      byte[] part = new byte[bytes.remaining()];
      bytes.get(part);
      body.writeBytes(part);
    }
    boolean last = chunk.isLast();
    chunk.release();
    if (!fits) {
      whole.completeExceptionally(new BodyTooLargeException());
    } else if (last) {
      whole.complete(body.toByteArray());
    }
  }
}
