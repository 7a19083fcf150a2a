package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Marks and states as text, to be kept. */
public final class PullJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PullJson() {}

  /**
   * What is kept of one list.
   *
   * @param run the reading under way, or null
   */
  public record Kept(PullMark mark, @Nullable PullState run) {
    public static final Kept NOTHING = new Kept(PullMark.NONE, null);
  }

  public static String write(Kept kept) {
    ObjectNode root = NODES.objectNode();
    ObjectNode mark = root.putObject("mark");
    put(mark, "verifiedThrough", kept.mark().verifiedThrough());
    put(mark, "fullAt", kept.mark().fullAt());
    put(mark, "token", kept.mark().token());
    if (kept.run() != null) {
      root.set("run", state(kept.run()));
    }
    return root.toString();
  }

  /**
   * The same again.
   *
   * @throws IllegalArgumentException if it is not what {@link #write} wrote
   */
  public static Kept read(String text) {
    try {
      JsonNode root = StrictJson.parse(Bytes.utf8(text));
      JsonNode mark = root.path("mark");
      JsonNode run = root.path("run");
      return new Kept(
          new PullMark(time(mark, "verifiedThrough"), time(mark, "fullAt"), text(mark, "token")),
          run.isObject() ? state(run) : null);
    } catch (UnreadableJsonException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("kept: not what was kept", e);
    }
  }

  private static ObjectNode state(PullState state) {
    ObjectNode node = NODES.objectNode();
    node.put("full", state.full());
    put(node, "startedAt", state.startedAt());
    put(node, "since", state.since());
    put(node, "sliceFrom", state.sliceFrom());
    put(node, "sliceTo", state.sliceTo());
    node.put("deletedPass", state.deletedPass());
    put(node, "page", state.page());
    node.put("pages", state.pages());
    node.put("rows", state.rows());
    node.put("rowsOfList", state.rowsOfList());
    put(node, "newest", state.newest());
    PullState.Parents parents = state.parents();
    if (parents != null) {
      ObjectNode at = node.putObject("parents");
      if (parents.listing() != null) {
        at.set("listing", state(parents.listing()));
      }
      ArrayNode waiting = at.putArray("waiting");
      for (Map<String, String> values : parents.waiting()) {
        ObjectNode one = waiting.addObject();
        values.forEach(one::put);
      }
    }
    return node;
  }

  private static PullState state(JsonNode node) {
    Instant startedAt = time(node, "startedAt");
    return new PullState(
        node.path("full").asBoolean(),
        startedAt == null ? Instant.EPOCH : startedAt,
        time(node, "since"),
        time(node, "sliceFrom"),
        time(node, "sliceTo"),
        node.path("deletedPass").asBoolean(),
        text(node, "page"),
        node.path("pages").asLong(),
        node.path("rows").asLong(),
        node.path("rowsOfList").asLong(),
        time(node, "newest"),
        node.path("parents").isObject() ? parents(node.path("parents")) : null);
  }

  private static PullState.Parents parents(JsonNode node) {
    List<Map<String, String>> waiting = new ArrayList<>();
    for (JsonNode one : node.path("waiting")) {
      Map<String, String> values = new LinkedHashMap<>();
      one.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
      waiting.add(values);
    }
    JsonNode listing = node.path("listing");
    return new PullState.Parents(listing.isObject() ? state(listing) : null, waiting);
  }

  private static void put(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }

  private static @Nullable Instant time(JsonNode node, String name) {
    String text = text(node, name);
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).textValue() : null;
  }
}
