package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mainstem.connections.http.HttpAnswer;
import io.mainstem.connections.http.Placed;
import io.mainstem.connections.tool.ListSpec;
import io.mainstem.connections.tool.Moment;
import io.mainstem.connections.tool.Put;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Times in calls, and what the tool's own clock says. */
final class Times {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Times() {}

  /**
   * A parameter without a time is left out; a hole or a place in a body is always filled.
   *
   * @param always a parameter is filled too, with the beginning of time
   */
  static List<Placed> placed(
      ListSpec.Since since, boolean always, @Nullable Instant from, @Nullable Instant to) {
    List<Placed> placed = new ArrayList<>();
    boolean needed =
        switch (since.put().where()) {
          case QUERY, HEADER -> false;
          case BODY, VARIABLE, PATH, TEXT -> true;
        };
    if (from != null || always || needed) {
      placed.add(value(since.put(), from == null ? Instant.EPOCH : from, since.as()));
    }
    if (since.until() != null && to != null) {
      placed.add(value(since.until(), to, since.as()));
    }
    return placed;
  }

  private static Placed value(Put put, Instant at, String format) {
    String text = Moment.write(at, format);
    JsonNode value =
        format.equals("seconds") || format.equals("millis")
            ? NODES.numberNode(Long.parseLong(text))
            : NODES.textNode(text);
    return new Placed(put, value);
  }

  static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    return other == null || (one != null && one.isAfter(other)) ? one : other;
  }

  /** Our time, or the tool's where its clock is behind ours: it stamps records with its own. */
  static Instant earlier(Instant ours, HttpAnswer answer) {
    Optional<String> date = answer.header("date");
    if (date.isEmpty()) {
      return ours;
    }
    try {
      Instant theirs =
          ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return theirs.isBefore(ours) ? theirs : ours;
    } catch (DateTimeException notATime) {
      return ours;
    }
  }
}
