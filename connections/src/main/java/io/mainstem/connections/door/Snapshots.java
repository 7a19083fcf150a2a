package io.mainstem.connections.door;

import com.fasterxml.jackson.databind.JsonNode;
import io.mainstem.connections.expression.Moments;
import io.mainstem.connections.json.Bytes;
import io.mainstem.connections.json.StrictJson;
import io.mainstem.connections.json.UnreadableJsonException;
import io.mainstem.connections.tool.ObjectSpec;
import io.mainstem.schemas.event.Operation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a whole record says about itself: its id, its version, its time, whether it is gone.
 */
public final class Snapshots {
  /** Some tools write their counters as text, e.g. QuickBooks its SyncToken. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  private Snapshots() {}

  /**
   * The record as a snapshot; empty where it has no id or its version cannot be read.
   *
   * @param fallback its time, and its version, where the record carries none
   */
  public static Optional<Delivery.Snapshot> of(
      ObjectSpec object, Bytes record, @Nullable Instant fallback, String dedupeKey)
      throws UnreadableJsonException {
    return of(object, record, new Fallback(fallback, null), false, dedupeKey);
  }

  /**
   * What stands in where a record does not say.
   *
   * @param at its time; in microseconds its version, where there is no sequence
   * @param sequence its version
   */
  record Fallback(@Nullable Instant at, @Nullable Long sequence) {
    Optional<Long> version() {
      return sequence == null
          ? Optional.ofNullable(at).map(Snapshots::micros)
          : Optional.of(sequence);
    }
  }

  static Optional<Delivery.Snapshot> of(
      ObjectSpec object, Bytes record, Fallback fallback, boolean deleted, String dedupeKey)
      throws UnreadableJsonException {
    JsonNode node = StrictJson.parse(record);
    Optional<String> id = object.id().text(node);
    Optional<Long> version = version(object, node, fallback, deleted);
    if (id.isEmpty() || version.isEmpty()) {
      return Optional.empty();
    }
    Instant occurredAt =
        object.occurredAt() == null
            ? fallback.at()
            : object.occurredAt().text(node).flatMap(Snapshots::time).orElse(fallback.at());
    String into = mergedInto(object, node, id.get());
    boolean gone =
        deleted || into != null || (object.deleted() != null && object.deleted().in(node));
    return Optional.of(
        new Delivery.Snapshot(
            object.name(),
            id.get(),
            version.get(),
            occurredAt,
            gone ? Operation.DELETE : Operation.UPSERT,
            gone ? Bytes.EMPTY : record,
            dedupeKey,
            into));
  }

  /** The record that is left of it and another; null where the tool merged it into none. */
  private static @Nullable String mergedInto(ObjectSpec object, JsonNode record, String id) {
    return object.mergedInto() == null
        ? null
        : object
            .mergedInto()
            .text(record)
            .filter(into -> !into.isBlank() && !into.equals(id))
            .orElse(null);
  }

  private static Optional<Long> version(
      ObjectSpec object, JsonNode record, Fallback fallback, boolean deleted) {
    ObjectSpec.Version version = object.version();
    if (version == null || (deleted && version.at().in(record).isMissingNode())) {
      return fallback.version();
    }
    if (version.time()) {
      return version.at().text(record).flatMap(Snapshots::time).map(Snapshots::micros);
    }
    JsonNode number = version.at().in(record);
    if (number.isTextual() && WHOLE_NUMBER.matcher(number.textValue()).matches()) {
      return Optional.of(Long.parseLong(number.textValue()));
    }
    return number.isIntegralNumber() && number.canConvertToLong()
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** A moment in any spelling tools use; empty where it is none. */
  static Optional<Instant> time(String text) {
    return Moments.read(text);
  }

  public static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  /** Of the content, for keys of what carries none. */
  public static String hash(Bytes content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
