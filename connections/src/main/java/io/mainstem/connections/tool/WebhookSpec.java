package io.mainstem.connections.tool;

import io.mainstem.connections.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tool delivers.
 *
 * @param split path of the events in a body, e.g. {@code events[]}; empty where the body is one
 * @param type parts of an event's type, joined by a dot and compared in lower case
 * @param dedupe parts of what stays the same when an event is sent again
 * @param tenant where an event says whose it is, or null
 * @param tenantSetting the connection's setting that must equal it, or null
 */
public record WebhookSpec(
    AuthScheme auth,
    ReplyPolicy reply,
    @Nullable Echo handshake,
    String split,
    List<JsonPath> type,
    List<JsonPath> dedupe,
    @Nullable JsonPath occurredAt,
    @Nullable JsonPath tenant,
    @Nullable String tenantSetting,
    Map<String, EventRule> events) {

  /** Status codes the tool wants, and whether the body must be empty. */
  public record ReplyPolicy(int ok, int reject) {}

  /**
   * A signed handshake: where {@code match} holds {@code value}, the text at {@code field} is sent
   * back.
   */
  public record Echo(JsonPath match, String value, JsonPath field) {}

  /**
   * What one type of event means.
   *
   * @param record path of the whole record in a fat event, or null
   * @param ring path of the record's id in a thin event, or null
   * @param deleted the record is gone
   */
  public record EventRule(
      String object, @Nullable String record, @Nullable JsonPath ring, boolean deleted) {}
}
