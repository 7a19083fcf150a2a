package io.mainstem.simulators.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.simulators.json.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A misfortune for the next requests of a tool.
 *
 * @param tool the API's name, or {@code *}
 * @param path a piece of the path, or empty for any
 * @param times how many requests it befalls
 * @param status what is answered instead, or 0 to answer as usual
 * @param when before the request is applied, or after
 * @param delayMillis how long to wait first
 * @param body what is answered instead of a word about the fault: an error inside a 200, say
 * @param drop whether the connection is cut without an answer
 */
public record Fault(
    String tool,
    String method,
    String path,
    int times,
    int status,
    When when,
    long delayMillis,
    boolean drop,
    @Nullable String retryAfter,
    @Nullable String body) {

  /** So often this status, before anything is done. */
  public static Fault status(int status, int times) {
    return new Fault("*", "", "", times, status, When.BEFORE, 0, false, null, null);
  }

  /** Whether the tool does what was asked before the misfortune, or not at all. */
  public enum When {
    BEFORE,
    AFTER
  }

  public static Fault read(JsonNode node) {
    String when = Json.text(node, "when");
    return new Fault(
        node.path("tool").asText("*"),
        node.path("method").asText(""),
        node.path("path").asText(""),
        node.path("times").asInt(1),
        node.path("status").asInt(0),
        when == null ? When.BEFORE : When.valueOf(when.toUpperCase(Locale.ROOT)),
        node.path("delayMillis").asLong(0),
        node.path("drop").asBoolean(false),
        Json.text(node, "retryAfter"),
        Json.text(node, "body"));
  }

  boolean befalls(String api, Call call) {
    return (tool.equals("*") || tool.equals(api))
        && (method.isEmpty() || method.equalsIgnoreCase(call.method()))
        && call.path().contains(path);
  }

  Fault once() {
    return new Fault(
        tool, method, path, times - 1, status, when, delayMillis, drop, retryAfter, body);
  }
}
