package io.mainstem.connections.pull;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.door.Delivery;
import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.JsonPath;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ChangesSpec;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.schemas.event.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the rows of a page are. */
sealed interface Rows {

  /**
   * What a page brought.
   *
   * @param newest time of its newest row, or null
   */
  record Read(List<Delivery> deliveries, @Nullable Instant newest) {}

  /** The delivery of one row; empty where it is passed over. */
  Optional<Delivery> delivery(Bytes row, JsonNode node, boolean deleted, Instant askedAt)
      throws UnreadableJsonException;

  /** Where a row's id stands. */
  JsonPath idPath();

  /** The record's id, for lists that belong to it. */
  default Optional<String> id(JsonNode node) {
    return idPath().text(node);
  }

  /** The time of a row, or empty. */
  Optional<Instant> time(JsonNode node);

  default Read read(List<Bytes> rows, List<JsonNode> nodes, boolean deleted, Instant askedAt) {
    List<Delivery> deliveries = new ArrayList<>();
    Instant newest = null;
    for (int i = 0; i < rows.size(); i++) {
      newest = Times.later(newest, time(nodes.get(i)).orElse(null));
      try {
        delivery(rows.get(i), nodes.get(i), deleted, askedAt).ifPresent(deliveries::add);
      } catch (UnreadableJsonException e) {
        deliveries.add(unplaced(rows.get(i), "The row cannot be read: " + e.getMessage() + "."));
      }
    }
    return new Read(deliveries, newest);
  }

  /** A doorbell of a row that only names its record. */
  private static Delivery ring(
      Rows rows,
      String way,
      String object,
      Bytes row,
      JsonNode node,
      boolean gone,
      Instant askedAt) {
    return rows.id(node)
        .<Delivery>map(
            id ->
                new Delivery.Ring(
                    object,
                    id,
                    rows.time(node).orElse(askedAt),
                    gone,
                    way + "|" + id + "|" + Snapshots.hash(row)))
        .orElseGet(() -> unplaced(row, "The row lacks " + rows.idPath() + "."));
  }

  /** Rows are whole records. */
  record Whole(ObjectSpec object) implements Rows {
    @Override
    public Optional<Delivery> delivery(Bytes row, JsonNode node, boolean deleted, Instant askedAt)
        throws UnreadableJsonException {
      Optional<Delivery.Snapshot> found =
          Snapshots.of(object, row, askedAt, "pull|" + Snapshots.hash(row));
      return Optional.of(
          found.isEmpty()
              ? unplaced(row, "The row lacks its id or a readable version.")
              : deleted ? gone(found.get(), askedAt) : found.get());
    }

    /** A record of the list of deleted ones, whatever it says itself: newer than when it lived. */
    private Delivery gone(Delivery.Snapshot row, Instant askedAt) {
      ObjectSpec.Version version = object.version();
      long order =
          version == null
              ? Snapshots.micros(askedAt)
              : version.time() ? row.version() + 1 : row.version();
      return new Delivery.Snapshot(
          row.object(),
          row.sourceId(),
          order,
          row.occurredAt(),
          Operation.DELETE,
          Bytes.EMPTY,
          row.dedupeKey() + "|gone",
          row.mergedInto());
    }

    @Override
    public JsonPath idPath() {
      return object.id();
    }

    @Override
    public Optional<Instant> time(JsonNode node) {
      return timeOf(object, node);
    }
  }

  /** Rows only name records, which are fetched then. */
  record Ids(ObjectSpec object) implements Rows {
    @Override
    public Optional<Delivery> delivery(Bytes row, JsonNode node, boolean deleted, Instant askedAt) {
      boolean gone = deleted || (object.deleted() != null && object.deleted().in(node));
      return Optional.of(ring(this, "pull", object.name(), row, node, gone, askedAt));
    }

    @Override
    public JsonPath idPath() {
      return object.id();
    }

    @Override
    public Optional<Instant> time(JsonNode node) {
      return timeOf(object, node);
    }
  }

  /** Rows name what changed. */
  record Changed(ChangesSpec feed) implements Rows {
    @Override
    public Optional<Delivery> delivery(Bytes row, JsonNode node, boolean deleted, Instant askedAt) {
      String object = feed.only();
      if (object == null) {
        String theirs =
            Optional.ofNullable(feed.object()).flatMap(path -> path.text(node)).orElse("");
        object = feed.objects().get(theirs.toLowerCase(Locale.ROOT));
      }
      if (object == null) {
        return Optional.empty();
      }
      boolean gone = feed.deleted() != null && feed.deleted().in(node);
      return Optional.of(ring(this, "feed", object, row, node, gone, askedAt));
    }

    @Override
    public JsonPath idPath() {
      return feed.id();
    }

    @Override
    public Optional<Instant> time(JsonNode node) {
      return Optional.ofNullable(feed.occurredAt())
          .flatMap(path -> path.text(node))
          .flatMap(Moments::read);
    }
  }

  private static Optional<Instant> timeOf(ObjectSpec object, JsonNode node) {
    return Optional.ofNullable(object.occurredAt())
        .or(
            () ->
                Optional.ofNullable(object.version())
                    .filter(ObjectSpec.Version::time)
                    .map(ObjectSpec.Version::at))
        .flatMap(path -> path.text(node))
        .flatMap(Moments::read);
  }

  private static Delivery unplaced(Bytes row, String cause) {
    return new Delivery.Unplaced("ROW_SHAPE", cause, row, "unplaced|" + Snapshots.hash(row));
  }
}
