package io.mainstem.connections.tool;

import io.mainstem.connections.json.EachPath;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a tool delivers.
 *
 * @param auth schemes of which any will do
 * @param formats how events stand in a body; the first that fits is used
 * @param events what each type of event means, by its type in lower case; a final {@code *} stands
 *     for any rest
 */
public record WebhookSpec(
    Sure sure,
    List<AuthScheme> auth,
    List<HandshakeSpec> handshakes,
    ReplyPolicy reply,
    BodyDecoding decode,
    List<EventFormat> formats,
    Map<String, List<EventRule>> events) {

  public WebhookSpec {
    auth = List.copyOf(auth);
    handshakes = List.copyOf(handshakes);
    formats = List.copyOf(formats);
  }

  /** Whether a handshake teaches the secret: then the connection need not have one. */
  public boolean learnsSecret() {
    return handshakes.stream().anyMatch(HandshakeSpec::teachesSecret);
  }

  public boolean needsSecret() {
    return auth.stream().anyMatch(AuthScheme::needsSecret);
  }

  /** The rules for a type: those of its name, else those of the longest {@code prefix*}. */
  public List<EventRule> rules(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    List<EventRule> exact = events.get(name);
    if (exact != null) {
      return exact;
    }
    String nearest = null;
    for (String key : events.keySet()) {
      if (key.endsWith("*")
          && name.startsWith(key.substring(0, key.length() - 1))
          && (nearest == null || key.length() > nearest.length())) {
        nearest = key;
      }
    }
    return nearest == null ? List.of() : events.getOrDefault(nearest, List.of());
  }

  /**
   * What the tool wants to hear.
   *
   * @param empty answers must have no body
   * @param deadline within which it wants an answer
   * @param rejectIsFinal it never tries a 4xx again
   */
  public record ReplyPolicy(
      int ok, int reject, boolean empty, Duration deadline, boolean rejectIsFinal) {}

  /** How a body becomes JSON. */
  public sealed interface BodyDecoding {
    record Json() implements BodyDecoding {}

    /** A form; with {@code brackets}, {@code a[b]=c} nests. */
    record Form(boolean brackets) implements BodyDecoding {}

    /** JSON in one field of a form. */
    record FormField(String name) implements BodyDecoding {}

    /** JSON, in base64, at a place in JSON. */
    record Base64Json(EachPath at) implements BodyDecoding {}

    record Xml() implements BodyDecoding {}
  }

  /**
   * How events stand in a body.
   *
   * @param split where the events are; the empty path where the body is one
   * @param carry names of fields an event inherits from what encloses it
   * @param type parts of an event's type, joined by a dot; absent ones are skipped
   * @param dedupe parts of what stays the same when an event is sent again
   * @param occurredAt when it happened, or null
   * @param sequence its order among events of one record, or null
   * @param tenant whose it must be, or null
   */
  public record EventFormat(
      EachPath split,
      List<String> carry,
      List<Source> type,
      List<Source> dedupe,
      @Nullable Source occurredAt,
      @Nullable Source sequence,
      @Nullable Tenant tenant) {
    public EventFormat {
      carry = List.copyOf(carry);
      type = List.copyOf(type);
      dedupe = List.copyOf(dedupe);
    }
  }

  /** An event must carry what the connection's setting of that name says. */
  public record Tenant(Source at, String setting) {}

  /** What one type of event means. */
  public sealed interface EventRule {
    /**
     * It carries the whole record.
     *
     * @param record its path; empty where the event itself is the record
     * @param deleted the record is gone
     */
    record Whole(String object, String record, boolean deleted) implements EventRule {}

    /**
     * It tells us to fetch.
     *
     * @param id of the record, or of several
     * @param deleted the record is gone
     * @param into the record the tool merged it into, which is fetched; null where it did not
     */
    record Ring(String object, Source id, boolean deleted, @Nullable Source into)
        implements EventRule {}

    /** It is not wanted. */
    record Ignore(String why) implements EventRule {}
  }
}
