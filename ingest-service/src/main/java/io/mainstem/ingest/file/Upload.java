package io.mainstem.ingest.file;

import io.mainstem.connections.file.FileLimits;
import io.mainstem.connections.file.UnreadableFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file on its way in: to the disk first, so that its rows are read only when all are there. */
final class Upload {
  static final long MAX_BYTES = FileLimits.MAX_FILE_BYTES;
  private static final Logger log = LoggerFactory.getLogger(Upload.class);

  private final FileIntake intake;
  private final Request request;
  private final String name;
  private final UploadAnswer answer;
  private final AtomicBoolean arrived = new AtomicBoolean();

  Upload(FileIntake intake, Request request, String name, UploadAnswer answer) {
    this.intake = intake;
    this.request = request;
    this.name = name;
    this.answer = answer;
  }

  /** Answers in every case. */
  void take(Path spool, InstantSource clock) {
    // A sender that stops sending is cut off; one that waits for our answer is not.
    request.addIdleTimeoutListener((TimeoutException _) -> !arrived.get());
    Path file = null;
    try {
      file = Files.createTempFile(Files.createDirectories(spool), "upload-", ".rows");
      if (!store(file)) {
        answer.tooLarge();
        return;
      }
      arrived.set(true);
      answer.receipt(intake.take(file, name, clock.instant()));
    } catch (UnreadableFileException e) {
      answer.refuse(422, e.fault() + ": " + e.getMessage());
    } catch (NotStoredException e) {
      answer.tryLater("rows: not all stored; send the file again, nothing is taken twice");
    } catch (IOException e) {
      answer.abandon(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer.tryLater("service: stopping");
    } catch (RuntimeException e) {
      log.atError().addKeyValue("connection", intake.connection()).setCause(e).log("upload failed");
      answer.refuse(500, "upload: failed; the log says why");
    } finally {
      forget(file);
    }
  }

  private boolean store(Path file) throws IOException {
    byte[] chunk = new byte[64 * 1024];
    long size = 0;
    try (InputStream in = Content.Source.asInputStream(request);
        OutputStream out = Files.newOutputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        size += read;
        if (size > MAX_BYTES) {
          return false;
        }
        out.write(chunk, 0, read);
      }
    }
    return true;
  }

  private static void forget(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      log.atWarn().log("an uploaded file could not be removed from the spool");
    }
  }
}
