package io.mainstem.connections.tool;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feed that names records that changed: each row rings its record.
 *
 * @param name of the feed, unique within the tool
 * @param id of the record, in the row
 * @param object where the row names its kind; null where all rows are of {@code only}
 * @param objects the tool's kinds to our objects; rows of other kinds are passed over
 * @param only the one object of the feed, or null
 */
public record ChangesSpec(
    String name,
    CallSpec call,
    String records,
    PageSpec page,
    ListSpec.@Nullable Since since,
    JsonPath id,
    @Nullable JsonPath occurredAt,
    @Nullable Deleted deleted,
    @Nullable JsonPath object,
    Map<String, String> objects,
    @Nullable String only,
    Duration every) {

  /**
   * What says that a record is gone.
   *
   * @param equalTo values that mean so; empty where anything but false does, such as a time
   */
  public record Deleted(JsonPath path, Set<String> equalTo) {
    private static final Set<String> NOT = Set.of("", "false", "0");

    /** Whether the row or record says so. */
    public boolean in(JsonNode row) {
      String text = path.text(row).orElse("");
      return equalTo.isEmpty() ? !NOT.contains(text) : equalTo.contains(text);
    }
  }
}
