package io.mainstem.ingest.file;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /files/{connection}?name=stock-2026-03-02.csv} with the file as its body. It is
 * answered once every row is stored, with the receipt.
 */
public final class UploadHandler extends Handler.Abstract {
  private static final String PREFIX = "/files/";

  /** Uploads that are read at the same time. */
  static final int MAX_UPLOADS = 4;

  static final int MAX_NAME_CHARS = 255;

  private final Map<String, FileDoor> doors;
  private final Path spool;
  private final java.time.InstantSource clock;
  private final Semaphore places = new Semaphore(MAX_UPLOADS);

  /**
   * Serves uploads.
   *
   * @param spool folder for files while they come in
   */
  public UploadHandler(Map<String, FileDoor> doors, Path spool, java.time.InstantSource clock) {
    this.doors = Map.copyOf(doors);
    this.spool = spool;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) {
      return false;
    }
    UploadAnswer answer = new UploadAnswer(response, callback);
    FileDoor door = doors.get(path.substring(PREFIX.length()));
    if (door == null) {
      answer.refuse(404, "connection: none of that name takes files");
    } else if (!door.admits(request.getHeaders().get("Authorization"))) {
      answer.refuse(401, "authorization: wrong or missing (expected: Bearer and the secret)");
    } else if (!request.getMethod().equals("POST")) {
      answer.refuse(405, "method: " + request.getMethod() + " (expected: POST)");
    } else {
      upload(door, request, answer);
    }
    return true;
  }

  private void upload(FileDoor door, Request request, UploadAnswer answer) {
    Optional<String> name = name(request);
    if (name.isEmpty()) {
      answer.refuse(400, "name: missing or no file name (expected: ?name=stock-2026-03-02.csv)");
    } else if (request.getHeaders().get("Content-Encoding") != null) {
      answer.refuse(415, "content-encoding: not accepted (expected: the file itself)");
    } else if (request.getLength() > Upload.MAX_BYTES) {
      answer.tooLarge();
    } else if (!places.tryAcquire()) {
      answer.tryLater("uploads: " + MAX_UPLOADS + " are being read already");
    } else {
      Thread.ofVirtual()
          .name("upload-" + door.intake().connection())
          .start(
              () -> {
                try {
                  new Upload(door.intake(), request, name.get(), answer).take(spool, clock);
                } finally {
                  places.release();
                }
              });
    }
  }

  /** A bare file name: nothing of it is ever used as a path. */
  private static Optional<String> name(Request request) {
    Fields query = Request.extractQueryParameters(request);
    @Nullable String name = query.getValue("name");
    return Optional.ofNullable(name)
        .filter(text -> !text.isBlank() && text.length() <= MAX_NAME_CHARS)
        .filter(text -> text.chars().noneMatch(at -> Character.isISOControl(at) || at == '/'));
  }
}
