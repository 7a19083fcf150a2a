package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every write a tool was asked for, and what became of it: the evidence for "written once". Kept in
 * a file, one JSON object a line, so that a restarted tool still holds what was written to it.
 */
public final class Journal {
  private final @Nullable Path file;
  private final InstantSource clock;
  private final Consumer<ObjectNode> listener;
  private final List<ObjectNode> entries = new ArrayList<>();

  /**
   * Opens the journal and reads what it holds already; the listener is told of every new entry.
   * Without a file it is kept in memory alone.
   */
  public Journal(@Nullable Path file, InstantSource clock, Consumer<ObjectNode> listener) {
    this.file = file;
    this.clock = clock;
    this.listener = listener;
    if (file != null && Files.exists(file)) {
      try {
        Files.readAllLines(file, StandardCharsets.UTF_8).stream()
            .flatMap(line -> Json.read(line).stream())
            .map(ObjectNode.class::cast)
            .forEach(entries::add);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /**
   * Notes a write.
   *
   * @param outcome {@code applied}, {@code replayed} or {@code refused}
   * @param record the record as it now stands, or null
   */
  public synchronized void add(
      String tool,
      String operation,
      String outcome,
      @Nullable String idempotencyKey,
      @Nullable String shelf,
      @Nullable String id,
      @Nullable JsonNode record) {
    ObjectNode entry =
        Json.object(
            "at", clock.instant().toString(),
            "tool", tool,
            "operation", operation,
            "outcome", outcome,
            "idempotencyKey", idempotencyKey,
            "shelf", shelf,
            "id", id,
            "record", record);
    keep(entry);
    entries.add(entry);
    listener.accept(entry);
  }

  private void keep(ObjectNode entry) {
    if (file == null) {
      return;
    }
    try {
      Files.writeString(
          file,
          Json.write(entry) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  public synchronized List<ObjectNode> entries() {
    return List.copyOf(entries);
  }

  /** The writes of one tool that changed something, oldest first. */
  public List<ObjectNode> applied(String tool) {
    return entries().stream()
        .filter(e -> e.path("tool").asText().equals(tool))
        .filter(e -> e.path("outcome").asText().equals("applied"))
        .toList();
  }
}
