package io.mainstem.simulators.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.simulators.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sender's side of the story: every delivery, how often it was tried and what was answered
 * last. Finished ones are kept in a file, one JSON object a line.
 */
public final class SentLog {
  private final Path file;
  private final Map<String, ObjectNode> entries = new LinkedHashMap<>();

  public SentLog(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      try {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          Json.read(line)
              .ifPresent(node -> entries.put(node.path("delivery").asText(), (ObjectNode) node));
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  synchronized void begun(Delivery delivery) {
    ArrayNode keys = Json.array();
    delivery.keys().forEach(keys::add);
    entries.put(
        delivery.id(),
        Json.object(
            "delivery",
            delivery.id(),
            "connection",
            delivery.tool().connection(),
            "keys",
            keys,
            "attempts",
            0,
            "status",
            0,
            "receipt",
            null,
            "state",
            "in flight"));
  }

  /**
   * @param status the answer's, or 0 where there was none
   * @param receipt the receiver's own id of the delivery, if it gave one
   */
  synchronized void tried(Delivery delivery, int status, @Nullable String receipt) {
    ObjectNode entry = entries.get(delivery.id());
    if (entry == null) {
      throw new IllegalStateException("delivery: " + delivery.id() + " (expected: begun before)");
    }
    entry.put("attempts", entry.path("attempts").asInt() + 1);
    entry.put("status", status);
    entry.put("receipt", receipt);
  }

  /**
   * @param state {@code acknowledged} or {@code unacknowledged}
   */
  synchronized void finished(Delivery delivery, String state) {
    ObjectNode entry = entries.get(delivery.id());
    if (entry == null) {
      throw new IllegalStateException("delivery: " + delivery.id() + " (expected: begun before)");
    }
    entry.put("state", state);
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
    return entries.values().stream().map(ObjectNode::deepCopy).toList();
  }

  /** Totals, and every delivery where asked for. */
  public ObjectNode report(boolean whole) {
    List<ObjectNode> all = entries();
    ObjectNode report =
        Json.object(
            "deliveries", all.size(),
            "acknowledged", count(all, "acknowledged"),
            "unacknowledged", count(all, "unacknowledged"),
            "inFlight", count(all, "in flight"));
    if (whole) {
      report.set("entries", Json.list(all));
    }
    return report;
  }

  private static long count(List<ObjectNode> all, String state) {
    return all.stream().filter(entry -> entry.path("state").asText().equals(state)).count();
  }
}
