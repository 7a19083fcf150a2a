package io.mainstem.ingest.file;

import io.mainstem.connections.Connection;
import io.mainstem.connections.file.FileFault;
import io.mainstem.connections.file.FileMapping;
import io.mainstem.connections.file.FileMapping.Reading;
import io.mainstem.connections.file.FileRow;
import io.mainstem.connections.file.Rows;
import io.mainstem.connections.file.Survey;
import io.mainstem.connections.file.UnreadableFileException;
import io.mainstem.connections.tool.FileSpec;
import io.mainstem.ingest.event.Origin;
import io.mainstem.ingest.event.Trace;
import io.mainstem.ingest.publish.Publisher;
import io.mainstem.schemas.event.Via;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files of one connection, one at a time, row by row. */
public final class FileIntake {
  private static final Logger log = LoggerFactory.getLogger(FileIntake.class);
  private static final long ROWS_BETWEEN_LOGS = 100_000;

  private final String connection;
  private final String tool;
  private final FileMapping mapping;
  private final FileMemory memory;
  private final Publisher publisher;
  private final InstantSource clock;
  private final Supplier<UUID> receipts;
  private final FileMeters meters;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile FileStatus status = new FileStatus.Idle("no file yet");

  public FileIntake(
      Connection connection,
      FileMemory memory,
      Publisher publisher,
      InstantSource clock,
      Supplier<UUID> receipts,
      MeterRegistry registry) {
    this.connection = connection.name();
    this.tool = connection.tool().name();
    this.mapping = FileMapping.of(connection.tool());
    this.memory = memory;
    this.publisher = publisher;
    this.clock = clock;
    this.receipts = receipts;
    this.meters = new FileMeters(registry, connection.name());
  }

  public FileStatus status() {
    return status;
  }

  String connection() {
    return connection;
  }

  /** Whether the tool file has a place for files of that name. */
  boolean wants(String name) {
    return mapping.spec(name).isPresent();
  }

  /** Says why files cannot be had at the moment; the next one that is taken takes it back. */
  void troubled(String cause) {
    status = new FileStatus.Trouble(cause);
  }

  /**
   * Stores every row of a file; returns after the broker's ack for the last.
   *
   * @param name as its sender knows it
   * @param written when: the version of rows that have none of their own
   * @throws UnreadableFileException if it is no table the tool file describes; nothing was stored
   * @throws NotStoredException if the broker does not answer: take it again, nothing repeats
   */
  public Receipt take(Path file, String name, Instant written)
      throws IOException, UnreadableFileException, NotStoredException, InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      return count(name, () -> read(file, name, written));
    } finally {
      oneAtATime.unlock();
    }
  }

  private interface Taking {
    Receipt take()
        throws IOException, UnreadableFileException, NotStoredException, InterruptedException;
  }

  private Receipt count(String name, Taking taking)
      throws IOException, UnreadableFileException, NotStoredException, InterruptedException {
    try {
      Receipt receipt = taking.take();
      meters.took(receipt);
      status = new FileStatus.Idle(FileStatus.sentence(receipt));
      log.atInfo()
          .addKeyValue("connection", connection)
          .addKeyValue("receipt", receipt.receipt())
          .addKeyValue("rows", receipt.rows())
          .addKeyValue("quarantined", receipt.quarantined())
          .addKeyValue("deleted", receipt.deleted())
          .addKeyValue("repeated", receipt.repeated())
          .log("file taken");
      return receipt;
    } catch (UnreadableFileException e) {
      meters.refused();
      status = new FileStatus.Trouble(name + " was refused: " + e.getMessage());
      throw e;
    } catch (NotStoredException e) {
      status = new FileStatus.Trouble(String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private Receipt read(Path file, String name, Instant written)
      throws IOException, UnreadableFileException, NotStoredException, InterruptedException {
    FileSpec spec =
        mapping
            .spec(name)
            .orElseThrow(
                () ->
                    new UnreadableFileException(
                        FileFault.UNEXPECTED_NAME, "name: no pattern of the tool file fits it"));
    UUID receipt = receipts.get();
    Look look = Look.at(file);
    Survey survey = Survey.of(file, spec.encoding());
    FileHistory history = FileHistory.of(memory, spec);
    if (history.has(survey.hash())) {
      return Tally.repeated(receipt.toString(), connection, name);
    }
    Instant now = clock.instant();
    // A clock ahead of ours would make all later files look old.
    Instant version = (written.isAfter(now) ? now : written).truncatedTo(ChronoUnit.MICROS);
    Origin origin = new Origin(connection, tool, receipt, now, Via.FILE, Trace.of(null, receipt));
    Tally tally = new Tally();
    if (survey.doubt() != null) {
      tally.note(survey.doubt());
    }
    Absence absence = new Absence(spec, history, version);
    Batches batches = new Batches(publisher);
    RowRecords records = new RowRecords(name, origin);
    try (Rows rows = mapping.rows(file, name, spec, survey)) {
      for (FileRow row = rows.next(); row != null; row = rows.next()) {
        row(spec, row, version, records, batches, tally, absence);
        progress(name, tally.rows());
      }
    }
    if (!Look.at(file).equals(look)) {
      throw new IOException("file: changed while it was read (expected: complete)");
    }
    for (String id : absence.gone(tally)) {
      batches.add(records.absent(mapping.absent(spec, id, version)));
    }
    batches.flush();
    history.took(survey.hash(), version, absence.known());
    return tally.receipt(receipt.toString(), connection, name);
  }

  private void row(
      FileSpec spec,
      FileRow row,
      Instant version,
      RowRecords records,
      Batches batches,
      Tally tally,
      Absence absence)
      throws NotStoredException, InterruptedException {
    switch (row) {
      case FileRow.Broken(long line, var fault, String cause, String text) -> {
        tally.quarantined(line, cause);
        absence.unknown();
        batches.add(records.unknown(fault, cause, text, line));
      }
      case FileRow.Cells cells -> {
        switch (mapping.read(spec, cells, version)) {
          case Reading.Unknown(var fault, String cause) -> {
            tally.quarantined(cells.line(), cause);
            absence.unknown();
            batches.add(records.unknown(fault, cause, cells.payload().text(), cells.line()));
          }
          case Reading.Known(var snapshot, var misfit) -> {
            misfit.ifPresentOrElse(
                found -> tally.quarantined(cells.line(), found.message()), tally::accepted);
            absence.seen(snapshot.sourceId());
            batches.add(records.known(snapshot, cells.line()));
          }
        }
      }
    }
  }

  private void progress(String name, long rows) {
    if (rows % Batches.MAX_ROWS == 0) {
      status = new FileStatus.Reading(name, rows);
    }
    if (rows % ROWS_BETWEEN_LOGS == 0) {
      log.atInfo()
          .addKeyValue("connection", connection)
          .addKeyValue("rows", rows)
          .log("file is being read");
    }
  }
}
